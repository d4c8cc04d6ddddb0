#include "services/supervisor/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace headroom::services {

namespace {

constexpr std::size_t mostUnsent = 1 << 20;
constexpr std::size_t longestLine = 1 << 16;

struct Pipe {
    int reader = -1;
    int writer = -1;

    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "no pipe");
        reader = ends[0];
        writer = ends[1];
    }
    ~Pipe() {
        if (reader >= 0) close(reader);
        if (writer >= 0) close(writer);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    int takeReader() { return std::exchange(reader, -1); }
    int takeWriter() { return std::exchange(writer, -1); }
    void closeWriter() { close(std::exchange(writer, -1)); }
};

/// In the child, where other threads may have held any lock: only what is safe in a signal handler. Returns only when it fails.
void become(char* const* arguments, int input, int output, pid_t parent) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    // Ctrl-C is for the supervisor, which stops everybody in order.
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0) return;
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    execv(arguments[0], arguments);
}

pid_t spawn(const std::vector<std::string>& command, int input, int output) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    Pipe failure;
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process == 0) {
        become(arguments.data(), input, output, parent);
        const int code = errno;
        _exit(write(failure.writer, &code, sizeof code) == sizeof code ? 127 : 126);
    }
    if (process < 0) throw std::system_error(errno, std::generic_category(), "no process");
    failure.closeWriter();
    int code = 0;
    ssize_t count = 0;
    while ((count = read(failure.reader, &code, sizeof code)) < 0 && errno == EINTR) {
    }
    if (count != sizeof code) return process;
    waitpid(process, nullptr, 0);
    throw std::system_error(code, std::generic_category(), command.front());
}

/// <sys/pidfd.h> of glibc 2.36 declares it for C only.
int openHandle(pid_t process) {
    return static_cast<int>(syscall(SYS_pidfd_open, process, 0));
}

void makeNonBlocking(int descriptor) {
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

ChildEnd waitFor(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? ChildEnd{true, WTERMSIG(status)} : ChildEnd{false, WEXITSTATUS(status)};
}

}  // namespace

std::string ChildEnd::sentence() const {
    return wasKilled ? fmt::format("was killed by signal {} ({})", number, strsignal(number))
                     : fmt::format("exited with status {}", number);
}

ChildProcess::ChildProcess(EventLoop& loop, const std::vector<std::string>& command, Listener listener)
    : m_loop(loop), m_listener(std::move(listener)) {
    start(command);
    m_loop.watch(m_output, POLLIN, [this](short) {
        if (!readMore()) m_loop.forget(m_output);
        takeLines();
    });
    m_loop.watch(m_handle, POLLIN, [this](short) { readAtEnd(); });
}

void ChildProcess::start(const std::vector<std::string>& command) {
    Pipe input;
    Pipe output;
    m_process = spawn(command, input.reader, output.writer);
    m_handle = openHandle(m_process);
    if (m_handle < 0) {
        const int code = errno;
        kill(m_process, SIGKILL);
        waitFor(m_process);
        throw std::system_error(code, std::generic_category(), "pidfd_open");
    }
    m_input = input.takeWriter();
    m_output = output.takeReader();
    makeNonBlocking(m_input);
    makeNonBlocking(m_output);
}

ChildProcess::~ChildProcess() {
    for (const int descriptor : {m_handle, m_input, m_output}) m_loop.forget(descriptor);
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitFor(m_process);
    }
    for (const int descriptor : {m_handle, m_input, m_output}) close(descriptor);
}

bool ChildProcess::send(const std::string& line) {
    if (m_process <= 0) return true;
    if (m_unsent.size() + line.size() >= mostUnsent) return false;
    m_unsent += line;
    m_unsent += '\n';
    flush();
    return true;
}

void ChildProcess::flush() {
    while (!m_unsent.empty()) {
        const ssize_t count = write(m_input, m_unsent.data(), m_unsent.size());
        if (count > 0) {
            m_unsent.erase(0, static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            m_loop.watch(m_input, POLLOUT, [this](short) { flush(); });
            return;
        } else if (errno != EINTR) {
            m_unsent.clear();  // it reads no more: its end will be told
        }
    }
    m_loop.forget(m_input);
}

void ChildProcess::signal(int number) {
    if (m_process > 0) kill(m_process, number);
}

/// False when nothing will come any more.
bool ChildProcess::readMore() {
    std::array<char, 65536> buffer{};
    const ssize_t count = read(m_output, buffer.data(), buffer.size());
    if (count > 0) m_unread.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

void ChildProcess::takeLines() {
    std::size_t begin = 0;
    for (std::size_t end = m_unread.find('\n'); end != std::string::npos; end = m_unread.find('\n', begin)) {
        m_listener.line(m_unread.substr(begin, end - begin));
        begin = end + 1;
    }
    m_unread.erase(0, begin);
    if (m_unread.size() > longestLine) m_listener.line(std::exchange(m_unread, {}));
}

void ChildProcess::readAtEnd() {
    const ChildEnd end = waitFor(m_process);
    m_process = -1;
    m_loop.forget(m_handle);
    // All it has written is in the pipe; whoever else may have it open isn't waited for.
    for (std::size_t before = m_unread.size(); readMore() && m_unread.size() > before; before = m_unread.size()) takeLines();
    takeLines();
    m_loop.forget(m_output);
    if (!m_unread.empty()) m_listener.line(std::exchange(m_unread, {}));
    const auto ended = m_listener.ended;
    ended(end);
}

}  // namespace headroom::services
