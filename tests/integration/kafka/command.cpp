#include "tests/integration/kafka/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

extern char** environ;

namespace headroom::integration {

namespace {

/// A file without a name that a process writes and we read afterwards.
class Capture {
public:
    Capture() : m_file(memfd_create("capture", MFD_CLOEXEC)) {
        if (m_file < 0) throw std::runtime_error("no memory for what a command prints");
    }
    ~Capture() { close(m_file); }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    int descriptor() const { return m_file; }
    std::string text() const {
        std::string text;
        std::array<char, 65536> bytes{};
        for (ssize_t count = 0; (count = pread(m_file, bytes.data(), bytes.size(), static_cast<off_t>(text.size()))) > 0;)
            text.append(bytes.data(), static_cast<std::size_t>(count));
        return text;
    }

private:
    int m_file;
};

}  // namespace

CommandResult runCommand(const std::vector<std::string>& command, int input) {
    const Capture output;
    const Capture error;
    std::vector<char*> argv;
    for (const std::string& argument : command) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (input >= 0)
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output.descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, error.descriptor(), STDERR_FILENO);
    pid_t process = -1;
    const int failure = posix_spawnp(&process, command.front().c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return {127, "", "can't start " + command.front()};
    int status = 0;
    waitpid(process, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output.text(), error.text()};
}

std::string fieldOf(const std::string& output, const std::string& name) {
    const std::string lines = "\n" + output;
    const std::size_t found = lines.find("\n" + name + "=");
    if (found == std::string::npos) throw std::runtime_error("the tool says no " + name + ": " + output);
    const std::size_t begin = found + name.size() + 2;
    return lines.substr(begin, lines.find('\n', begin) - begin);
}

void killAndAwait(pid_t process) {
    // By a handle, since whoever reaps it may be another.
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
    ::kill(process, SIGKILL);
    if (handle < 0) return;
    pollfd end{handle, POLLIN, 0};
    poll(&end, 1, -1);
    close(handle);
}

}  // namespace headroom::integration
