#include "tests/integration/audit/audited_run.h"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "tests/integration/kafka/client.h"

namespace headroom::integration {

namespace {

namespace fs = std::filesystem;

/// The supervisor's, so that pods come back in a second.
const char* const clockSpeed = "10";
const std::string clients = "clients";

std::string contentOf(const fs::path& path, std::size_t from = 0) {
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(from));
    return {std::istreambuf_iterator<char>(file), {}};
}

/// 0 where there is no such process any more.
pid_t parentOf(const std::string& process) {
    const std::string text = contentOf(fs::path("/proc") / process / "stat");
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    char state = 0;
    pid_t parent = 0;
    return fields >> state >> parent && state != 'Z' ? parent : 0;
}

std::vector<std::string> argumentsOf(const std::string& process) {
    std::istringstream text(contentOf(fs::path("/proc") / process / "cmdline"));
    std::vector<std::string> arguments;
    for (std::string argument; std::getline(text, argument, '\0');) arguments.push_back(argument);
    return arguments;
}

/// A pod's own, "clients", or nothing.
std::string nameOf(const std::vector<std::string>& arguments) {
    if (arguments.size() > 1 && arguments[1] == clients) return clients;
    const auto option = std::ranges::find(arguments, "--pod");
    return option == arguments.end() || option + 1 == arguments.end() ? "" : *(option + 1);
}

std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

}  // namespace

AuditedRun::AuditedRun(const Cluster& cluster, const Server& server, std::vector<std::string> options)
    : m_ledgers(freshPath("ledgers")), m_output(freshPath("said")) {
    fs::create_directories(m_ledgers);
    // Into a file, since nobody reads a pipe meanwhile.
    m_command = {"/bin/sh", "-c", "exec \"$@\" >\"$0\"", m_output, HEADROOM_SERVICE, "up", HEADROOM_AUDITED};
    m_command.insert(m_command.end(), {"--kafka", cluster.bootstrap(), "--database", server.url(), "--audit", m_ledgers,
                                       "--clock-speed", clockSpeed, "--log", freshPath("processes.log")});
    m_command.insert(m_command.end(), options.begin(), options.end());
}

void AuditedRun::start() {
    fs::remove(m_output);
    m_program.emplace(m_command);
    waitUntil("the services are there", [&] { return said().find("\"event\":\"serving\"") != std::string::npos; });
    waitUntil("the clients are there", [&] { return processes().count(clients) != 0; });
}

int AuditedRun::stop() {
    m_program->signal(SIGINT);
    return m_program->finish();
}

void AuditedRun::killSupervisor() {
    m_program->signal(SIGKILL);
    m_program->finish();
}

std::string AuditedRun::killProcess(std::uint64_t number) {
    const auto all = processes();
    if (all.empty()) throw std::runtime_error("there is nothing to kill: " + said());
    const auto victim = std::next(all.begin(), static_cast<std::ptrdiff_t>(number % all.size()));
    kill(victim->second, SIGKILL);
    return victim->first;
}

void AuditedRun::pauseLoad() const {
    signalClients(SIGSTOP);
}

void AuditedRun::resumeLoad() const {
    signalClients(SIGCONT);
}

void AuditedRun::signalClients(int signal) const {
    const auto all = processes();
    const auto found = all.find(clients);
    if (found == all.end()) throw std::runtime_error("the clients are gone: " + said());
    kill(found->second, signal);
}

std::map<std::string, pid_t> AuditedRun::processes() const {
    std::map<std::string, pid_t> all;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string id = entry.path().filename().string();
        if (id.find_first_not_of("0123456789") != std::string::npos || parentOf(id) != m_program->process()) continue;
        const std::string name = nameOf(argumentsOf(id));
        if (!name.empty()) all[name] = std::stoi(id);
    }
    return all;
}

std::size_t AuditedRun::accepted() {
    for (const auto& entry : fs::directory_iterator(m_ledgers)) {
        std::size_t& read = m_read[entry.path().string()];
        std::string text = contentOf(entry.path(), read);
        text.resize(text.rfind('\n') + 1);  // all of it, or nothing, where there is no line's end
        read += text.size();
        m_accepted += countOf(text, "\"outcome\":\"ok\"");
    }
    return m_accepted;
}

void AuditedRun::awaitAccepted(std::size_t more) {
    const std::size_t enough = accepted() + more;
    waitUntil("journeys are accepted", [&] { return accepted() >= enough; });
}

std::string AuditedRun::said() const {
    return contentOf(m_output);
}

}  // namespace headroom::integration
