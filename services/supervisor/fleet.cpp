#include "services/supervisor/fleet.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "services/supervisor/start_times.h"

namespace headroom::services {

namespace {

const std::string clientsName = "clients";
constexpr int badInput = 2;

}  // namespace

Fleet::Fleet(EventLoop& loop, Log& log, ProcessLog& output, Setup setup, Listener listener)
    : m_loop(loop), m_log(log), m_output(output), m_setup(std::move(setup)), m_listener(std::move(listener)) {}

void Fleet::add(const model::Service& service, int replicas) {
    auto& member = m_services.try_emplace(service.name, Member{ReplicaSet(service.name), &service}).first->second;
    const auto change = member.pods.scale(replicas, [](const std::string&) { return true; });
    for (const std::string& pod : change.created) create(member, pod, true);
}

Launch Fleet::launchOf(const Member& member, const std::string& pod, bool isFirst) const {
    Launch launch{pod, member.service->name, m_setup.podCommand, {}, true};
    launch.command.insert(launch.command.end(), {"--service", member.service->name, "--pod", pod});
    launch.startup = [times = StartTimes(m_setup.seed, *member.service, pod), isFirst](int start) {
        return isFirst && start == 0 ? model::Duration{0} : times.startup(start);
    };
    return launch;
}

void Fleet::create(const Member& member, const std::string& pod, bool isFirst) {
    Owner& owner = *this;
    auto& process = m_processes[pod] = std::make_unique<SupervisedProcess>(m_loop, launchOf(member, pod, isFirst), owner);
    process->start(isFirst ? model::Duration{0} : StartTimes(m_setup.seed, *member.service, pod).scheduling());
}

void Fleet::startClients() {
    auto& process = m_processes[clientsName];
    if (process) return;
    Launch launch{clientsName, {}, m_setup.clientsCommand, {}, false};
    Owner& owner = *this;
    process = std::make_unique<SupervisedProcess>(m_loop, std::move(launch), owner);
    process->start();
}

bool Fleet::isReady(const std::string& pod) const {
    const auto found = m_processes.find(pod);
    return found != m_processes.end() && found->second->isReady();
}

std::string Fleet::scale(const std::string& service, int replicas) {
    const auto found = m_services.find(service);
    if (found == m_services.end()) return fmt::format("there is no service '{}'", service);
    if (replicas < 0) return fmt::format("{} can't have {} pods", service, replicas);
    ReplicaSet& pods = found->second.pods;
    const int before = pods.wanted();
    const auto change = pods.scale(replicas, [this](const std::string& pod) { return isReady(pod); });
    if (before == replicas) return {};
    m_log.info("service.scaled", fmt::format("{}: {} → {} pods", service, before, replicas),
               {{"service", service}, {"replicas", replicas}});
    apply(found->second, change, true);
    return {};
}

void Fleet::apply(const Member& member, const ReplicaSet::Change& change, bool isGraceful) {
    for (const std::string& pod : change.removed)
        if (const auto found = m_processes.find(pod); found != m_processes.end()) {
            isGraceful ? found->second->stop(member.service->deployment.terminationGracePeriod) : found->second->remove();
            this->changed(*found->second);
        }
    for (const std::string& pod : change.created) create(member, pod, false);
    m_listener.changed();
}

void Fleet::kill(const std::string& service, int count) {
    const auto found = m_services.find(service);
    if (found == m_services.end()) return;
    for (const std::string& pod : found->second.pods.pods()) {
        const auto process = m_processes.find(pod);
        if (count <= 0 || process == m_processes.end()) return;
        if (process->second->kill()) --count;
    }
}

void Fleet::remove(const std::string& service, int count) {
    const auto found = m_services.find(service);
    if (found == m_services.end()) return;
    std::vector<std::string> victims = found->second.pods.pods();
    victims.resize(std::min(victims.size(), static_cast<std::size_t>(std::max(count, 0))));
    for (const std::string& pod : victims) {
        const auto change = found->second.pods.remove(pod);
        for (const std::string& other : change.created)
            m_log.info("pod.replaced", fmt::format("{} is deleted; {} takes its place", pod, other), {{"pod", pod}});
        apply(found->second, change, false);
    }
}

void Fleet::tell(const std::function<std::optional<nlohmann::json>(const std::string&)>& command) {
    for (const auto& [name, process] : m_processes)
        if (const auto said = command(process->service())) process->send(*said);
}

void Fleet::stop(model::Duration grace) {
    m_isStopping = true;
    m_grace = grace;
    const auto clients = m_processes.find(clientsName);
    clients == m_processes.end() ? stopPods() : clients->second->stop(grace);
}

/// Nobody calls them any more.
void Fleet::stopPods() {
    for (const auto& [name, process] : m_processes)
        if (!process->service().empty()) process->stop(m_grace);
}

void Fleet::killAll() {
    m_isStopping = true;
    for (const auto& [name, process] : m_processes) process->remove();
}

int Fleet::wanted() const {
    int sum = 0;
    for (const auto& [name, member] : m_services) sum += member.pods.wanted();
    return sum;
}

int Fleet::ready() const {
    return static_cast<int>(std::count_if(m_processes.begin(), m_processes.end(), [](const auto& entry) {
        return !entry.second->service().empty() && entry.second->isReady();
    }));
}

int Fleet::restarts() const {
    return m_restarts;
}

nlohmann::ordered_json Fleet::addresses() const {
    auto all = nlohmann::ordered_json::array();
    for (const auto& [name, process] : m_processes)
        if (const auto port = process->port())
            all.push_back({{"name", name}, {"service", process->service()}, {"address", fmt::format("127.0.0.1:{}", *port)}});
    return all;
}

// --- what processes do ---

void Fleet::started(SupervisedProcess& process) {
    if (process.restarts() > 0) {
        ++m_restarts;
        m_log.info("pod.restarted", fmt::format("{}: restart {}", process.name(), process.restarts()),
                   {{"pod", process.name()}, {"restarts", process.restarts()}});
    }
    process.send(m_endpoints.command());
    for (const nlohmann::json& command : m_listener.greeting(process.service())) process.send(command);
}

void Fleet::changed(SupervisedProcess& process) {
    const std::string& service = process.service();
    if (!service.empty()) {
        const bool isCallable = process.isReady() && process.port();
        if (isCallable ? m_endpoints.add(service, process.name(), *process.port()) : m_endpoints.remove(service, process.name()))
            publishEndpoints();
    }
    m_listener.changed();
}

void Fleet::publishEndpoints() {
    if (m_isStopping) return;
    const nlohmann::json table = m_endpoints.command();
    for (const auto& [name, process] : m_processes) process->send(table);
}

void Fleet::said(SupervisedProcess& process, const std::string& line, const nlohmann::json& said) {
    said.is_null() ? m_output.writeText(process.name(), line) : m_output.write(line);
}

void Fleet::exited(SupervisedProcess& process, const ChildEnd& end, model::Duration wait) {
    changed(process);
    const std::string why =
        process.complaint().empty() ? end.sentence() : fmt::format("{}: {}", end.sentence(), process.complaint());
    const std::string when = wait.ns <= 0 ? "at once" : fmt::format("in {:g} s (crash loop back-off)", wait.toSeconds());
    m_log.warn("pod.exited", fmt::format("{} {}; it starts again {}", process.name(), why, when),
               {{"pod", process.name()}, {"reason", end.sentence()}, {"waitSeconds", wait.toSeconds()}});
    if (!end.wasKilled && end.number == badInput) m_listener.failed(badInput, fmt::format("{} {}", process.name(), why));
}

void Fleet::gone(SupervisedProcess& process) {
    changed(process);
    if (process.hadToBeKilled())
        m_log.warn("pod.killed", fmt::format("{}: it didn't end in time and was killed", process.name()),
                   {{"pod", process.name()}});
    const bool isClients = process.service().empty();
    if (isClients && !m_isStopping) m_listener.clientsDone();
    // Not here: it is the one that calls.
    m_loop.after({}, [this, isClients, name = process.name()] {
        m_processes.erase(name);
        if (isClients && m_isStopping) stopPods();
        m_listener.changed();
    });
}

}  // namespace headroom::services
