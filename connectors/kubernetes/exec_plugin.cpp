#include "connectors/kubernetes/exec_plugin.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "connectors/kubernetes/json_access.h"

namespace headroom::connectors::kubernetes {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longestAnswer = std::size_t{1024} * 1024;
constexpr int askedEvery = 50;  // ms
constexpr int notFound = 127;

Error failed(const std::string& message, bool isRetriable) {
    return {Error::Kind::Refused, message, isRetriable};
}

/// A text of JSON as it is, not as people see it.
std::string wholeText(const Json& object, std::initializer_list<const char*> path) {
    const Json* value = find(object, path);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

std::string execInfo(const ConfigPlugin& plugin, const std::string& clusterInfo) {
    Json spec{{"interactive", false}};
    if (plugin.wantsCluster) spec["cluster"] = Json::parse(clusterInfo, nullptr, false);
    return Json{{"apiVersion", plugin.apiVersion}, {"kind", "ExecCredential"}, {"spec", std::move(spec)}}.dump();
}

/// This process' environment with the plugin's own over it.
std::vector<std::string> environmentOf(const ConfigPlugin& plugin, const std::string& clusterInfo) {
    std::map<std::string, std::string> ours = plugin.environment;
    ours["KUBERNETES_EXEC_INFO"] = execInfo(plugin, clusterInfo);
    std::vector<std::string> all;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string text(*variable);
        if (!ours.contains(text.substr(0, text.find('=')))) all.push_back(text);
    }
    for (const auto& [name, value] : ours) all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// A program and what it says.
class Run {
public:
    ~Run() {
        if (m_process > 0) {
            kill(-m_process, SIGKILL);
            waitpid(m_process, nullptr, 0);
        }
        if (m_output >= 0) close(m_output);
    }
    Run() = default;
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    /// In a group of its own, so that what it starts ends with it.
    bool begin(const ConfigPlugin& plugin, const std::string& clusterInfo) {
        std::array<int, 2> pipe{};
        if (pipe2(pipe.data(), O_CLOEXEC) != 0) return false;
        m_output = pipe[0];
        std::vector<std::string> arguments{plugin.command};
        arguments.insert(arguments.end(), plugin.arguments.begin(), plugin.arguments.end());
        std::vector<std::string> environment = environmentOf(plugin, clusterInfo);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        const int error = posix_spawnp(&m_process, plugin.command.c_str(), &actions, &attributes, pointersTo(arguments).data(),
                                       pointersTo(environment).data());
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        close(pipe[1]);
        if (error != 0) m_process = 0;
        return error == 0;
    }

    /// Whether it said all it has to say in time.
    bool hear(Clock::time_point end, const std::function<bool()>& isCancelled) {
        std::array<char, 4096> buffer{};
        while (Clock::now() < end && !isCancelled() && m_text.size() <= longestAnswer) {
            pollfd waiting{m_output, POLLIN, 0};
            if (poll(&waiting, 1, askedEvery) <= 0) continue;
            const ssize_t more = read(m_output, buffer.data(), buffer.size());
            if (more == 0) return true;
            if (more > 0) m_text.append(buffer.data(), static_cast<std::size_t>(more));
            if (more < 0 && errno != EINTR) return false;
        }
        return false;
    }

    /// Its exit status, once it has closed its output; nothing where it goes on all the same.
    std::optional<int> end(Clock::time_point end, const std::function<bool()>& isCancelled) {
        int status = 0;
        while (waitpid(m_process, &status, WNOHANG) == 0) {
            if (Clock::now() >= end || isCancelled()) return std::nullopt;
            poll(nullptr, 0, askedEvery);
        }
        m_process = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    const std::string& text() const { return m_text; }

private:
    pid_t m_process = 0;
    int m_output = -1;
    std::string m_text;
};

}  // namespace

Result<PluginCredentials> readExecCredential(std::string_view json, const std::string& place) {
    const Json parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded() || wholeText(parsed, {"kind"}) != "ExecCredential")
        return failed(place + " doesn't answer with an ExecCredential", false);
    PluginCredentials credentials{wholeText(parsed, {"status", "token"}), wholeText(parsed, {"status", "clientCertificateData"}),
                                  wholeText(parsed, {"status", "clientKeyData"}),
                                  wholeText(parsed, {"status", "expirationTimestamp"})};
    if (credentials.certificate.empty() != credentials.key.empty())
        return failed(place + " gives a certificate or a key, and both are needed", false);
    if (credentials.token.empty() && credentials.certificate.empty()) return failed(place + " gives no credentials", true);
    const auto isPlain = [](char c) { return c > ' ' && c <= '~'; };
    if (!std::ranges::all_of(credentials.token, isPlain))
        return failed(place + " gives a token with blanks or special characters", false);
    return credentials;
}

Result<PluginCredentials> runPlugin(const ConfigPlugin& plugin, const std::string& clusterInfo, model::Duration longest,
                                    const std::function<bool()>& isCancelled) {
    const std::string place = fmt::format("the plugin {} of {}", plugin.command, plugin.place.file);
    const std::string hint = plugin.installHint.empty() ? "" : "; " + plugin.installHint;
    if (plugin.apiVersion != "client.authentication.k8s.io/v1" && plugin.apiVersion != "client.authentication.k8s.io/v1beta1")
        return Error{Error::Kind::BadConfiguration,
                     fmt::format("{} speaks '{}', which isn't understood: client.authentication.k8s.io/v1 and v1beta1 are", place,
                                 plugin.apiVersion),
                     false};
    const Clock::time_point end = Clock::now() + std::chrono::nanoseconds(longest.ns);
    Run run;
    if (!run.begin(plugin, clusterInfo)) return failed(fmt::format("{} can't be run{}", place, hint), false);
    const bool isWhole = run.hear(end, isCancelled);
    const auto status = isWhole ? run.end(end, isCancelled) : std::nullopt;
    if (isCancelled()) return failed(place + ": cancelled", true);
    if (!status)
        return Error{Error::Kind::TimedOut, fmt::format("{} doesn't end within {:.0f} s", place, longest.toSeconds()), true};
    if (*status == notFound) return failed(fmt::format("{} isn't there{}", place, hint), false);
    if (*status != 0)
        return failed(fmt::format("{} failed (exit status {}); run it by hand to see why{}", place, *status, hint), true);
    return readExecCredential(run.text(), place);
}

}  // namespace headroom::connectors::kubernetes
