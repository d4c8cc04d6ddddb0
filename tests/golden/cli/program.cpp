#include "tests/golden/cli/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

extern char** environ;

namespace headroom {
namespace {

/// The folder of the one test that this process runs; a failed test's stays, to be looked at.
class OwnFolder {
public:
    OwnFolder() { std::filesystem::create_directories(m_path); }
    ~OwnFolder() {
        std::error_code ignored;
        if (!testing::UnitTest::GetInstance()->Failed()) std::filesystem::remove_all(m_path, ignored);
    }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    static std::string owner() {
        const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
        // A bench is none.
        if (test == nullptr) return "bench";
        std::string name = std::string(test->test_suite_name()) + "." + test->name();
        // A parameterised test has slashes in its name.
        std::ranges::replace(name, '/', '.');
        return name;
    }

    const std::filesystem::path m_path =
        std::filesystem::path(testing::TempDir()) / ("headroom-" + std::to_string(getpid()) + "-" + owner());
};

}  // namespace

Program::Program(const std::vector<std::string>& command) : m_errorPath(freshPath("stderr")) {
    ::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    EXPECT_EQ(pipe2(in.data(), O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(out.data(), O_CLOEXEC), 0);
    std::vector<char*> argv;
    for (const std::string& argument : command) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, m_errorPath.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EXPECT_EQ(posix_spawn(&m_process, command.front().c_str(), &actions, nullptr, argv.data(), environ), 0) << command.front();
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    m_input = in[1];
    m_out = out[0];
}

Program::~Program() {
    closeInput();
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    close(m_out);
}

void Program::write(const std::string& text) {
    EXPECT_EQ(::write(m_input, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

void Program::closeInput() {
    if (m_input >= 0) close(m_input);
    m_input = -1;
}

void Program::signal(int number) {
    EXPECT_EQ(kill(m_process, number), 0);
}

pid_t Program::child() const {
    const std::string id = std::to_string(m_process);
    std::ifstream children("/proc/" + id + "/task/" + id + "/children");
    pid_t child = -1;
    EXPECT_TRUE(children >> child);
    return child;
}

void Program::signalChild(int number) {
    const pid_t process = child();
    ASSERT_GT(process, 0);
    EXPECT_EQ(kill(process, number), 0);
}

bool Program::readUntil(const std::string& text) {
    std::array<char, 65536> bytes{};
    // A line may have come in part before. What was looked through isn't looked through again.
    std::size_t at = m_output.rfind('\n') + 1;
    bool isFound = false;
    while (true) {
        if (!isFound) {
            const std::size_t found = m_output.find(text, at);
            isFound = found != std::string::npos;
            at = isFound ? found : std::max(at, m_output.size() - std::min(m_output.size(), text.size()));
        }
        if (isFound) {
            if (m_output.find('\n', at) != std::string::npos) return true;
            at = m_output.size();
        }
        const ssize_t count = read(m_out, bytes.data(), bytes.size());
        if (count <= 0) return false;
        m_output.append(bytes.data(), static_cast<std::size_t>(count));
    }
}

int Program::finish() {
    std::array<char, 65536> bytes{};
    for (ssize_t count = 0; (count = read(m_out, bytes.data(), bytes.size())) > 0;)
        m_output.append(bytes.data(), static_cast<std::size_t>(count));
    int status = 0;
    EXPECT_EQ(waitpid(m_process, &status, 0), m_process);
    m_process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Program::error() const {
    std::ifstream file(m_errorPath);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Outcome run(const std::vector<std::string>& command) {
    Program program(command);
    program.closeInput();
    const int status = program.finish();
    return {status, program.output(), program.error()};
}

std::string freshPath(const std::string& name) {
    static const OwnFolder folder;
    static int number = 0;
    return (folder.path() / (std::to_string(number++) + "-" + name)).string();
}

}  // namespace headroom
