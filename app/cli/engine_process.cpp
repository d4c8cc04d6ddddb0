#include "app/cli/engine_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "app/cli/command_line.h"

extern char** environ;

namespace headroom::cli {
namespace {

volatile sig_atomic_t interrupted = 0;
constexpr std::size_t maxEngines = 256;
// Read by the signal handler, which may take no lock: fixed places instead of a container.
std::array<std::atomic<pid_t>, maxEngines> running{};

void interrupt(int) {
    interrupted = 1;
    for (const auto& process : running)
        if (const pid_t id = process.load(); id > 0) kill(id, SIGINT);
}

void remember(pid_t process) {
    for (auto& place : running) {
        pid_t none = 0;
        if (place.compare_exchange_strong(none, process)) return;
    }
}

void forget(pid_t process) {
    for (auto& place : running) {
        pid_t expected = process;
        if (place.compare_exchange_strong(expected, 0)) return;
    }
}

}  // namespace

std::string enginePath(const std::string& program) {
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return (self.parent_path() / program).string();
}

void EngineProcess::forwardInterrupts() {
    struct sigaction action {};
    action.sa_handler = interrupt;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool EngineProcess::wasInterrupted() {
    return interrupted != 0;
}

EngineProcess::EngineProcess(const std::vector<std::string>& arguments, bool commands, const std::string& program) {
    start(enginePath(program), arguments, commands ? Input::Inherited : Input::None);
}

EngineProcess::EngineProcess(const std::vector<std::string>& arguments, Leash, const std::string& program) {
    start(enginePath(program), arguments, Input::Held);
}

EngineProcess::~EngineProcess() {
    leave();
    if (m_process > 0) wait();
}

void EngineProcess::leave() {
    for (int* end : {&m_output, &m_leash})
        if (*end >= 0) close(std::exchange(*end, -1));
    if (m_process > 0) kill(m_process, SIGINT);
}

void EngineProcess::start(const std::string& path, const std::vector<std::string>& arguments, Input input) {
    std::array<int, 2> ends{};
    std::array<int, 2> leash{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0 || (input == Input::Held && pipe2(leash.data(), O_CLOEXEC) != 0)) {
        m_error = fmt::format("can't start the engine: {}", std::strerror(errno));
        return;
    }
    m_output = ends[0];
    m_leash = leash[1];
    const int failure = spawn(path, arguments, input, ends[1], leash[0]);
    close(ends[1]);
    if (leash[0] >= 0) close(leash[0]);
    if (failure != 0) {
        m_process = -1;
        m_error = fmt::format("can't start the engine {}: {}", path, std::strerror(failure));
        return;
    }
    remember(m_process);
    if (interrupted != 0) kill(m_process, SIGINT);
}

/// Returns posix_spawn's error, 0 when it runs.
int EngineProcess::spawn(const std::string& path, const std::vector<std::string>& arguments, Input input, int output, int leash) {
    std::vector<char*> argv{const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (input == Input::None) posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (input == Input::Held) posix_spawn_file_actions_adddup2(&actions, leash, STDIN_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    if (input == Input::Held) posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int failure = posix_spawn(&m_process, path.c_str(), &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

EngineEnd EngineProcess::read(const std::function<void(std::string_view)>& take) {
    return *readUntil([&take](std::string_view bytes) {
        take(bytes);
        return false;
    });
}

std::optional<EngineEnd> EngineProcess::readUntil(const std::function<bool(std::string_view)>& take) {
    if (m_process < 0) return EngineEnd{BadEnvironment, false, m_error};
    std::array<char, 65536> bytes{};
    while (true) {
        const ssize_t count = ::read(m_output, bytes.data(), bytes.size());
        if (count > 0 && take({bytes.data(), static_cast<std::size_t>(count)})) return std::nullopt;
        if (count == 0 || (count < 0 && errno != EINTR)) break;
    }
    return wait();
}

EngineEnd EngineProcess::wait() {
    int status = 0;
    while (waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    forget(m_process);
    m_process = -1;
    if (WIFEXITED(status)) return {WEXITSTATUS(status), false, {}};
    return {BadEnvironment, true,
            fmt::format("the engine crashed ({}); what it had recorded until then is kept", strsignal(WTERMSIG(status)))};
}

}  // namespace headroom::cli
