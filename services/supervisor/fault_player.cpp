#include "services/supervisor/fault_player.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <numeric>
#include <variant>

namespace headroom::services {

namespace {

/// "broker/main/1" → 1.
int numberOf(const std::string& broker) {
    int number = 0;
    const std::size_t slash = broker.rfind('/');
    std::from_chars(broker.data() + slash + 1, broker.data() + broker.size(), number);
    return number;
}

const model::PartitionNetwork* cutOffFromAll(const model::Fault& fault, const char* kind) {
    const auto* partition = std::get_if<model::PartitionNetwork>(&fault.action);
    return partition != nullptr && partition->b.empty() && partition->a.starts_with(kind) ? partition : nullptr;
}

bool isOfBroker(const model::Fault& fault) {
    return std::holds_alternative<model::KillBroker>(fault.action) || cutOffFromAll(fault, "broker/") != nullptr;
}

}  // namespace

FaultPlayer::FaultPlayer(EventLoop& loop, Log& log, const model::Scenario& scenario, Fleet& fleet, EmbeddedBroker* broker)
    : m_loop(loop),
      m_log(log),
      m_scenario(scenario),
      m_fleet(fleet),
      m_broker(broker),
      m_commands(scenario),
      m_schedule(scenario.faults) {}

std::string FaultPlayer::whyNot(std::size_t fault) const {
    if (std::string why = m_commands.whyNot(fault); !why.empty()) return why;
    const model::Fault& declared = m_scenario.faults[fault];
    if (!isOfBroker(declared)) return {};
    if (m_broker == nullptr) return "the brokers of --kafka aren't ours to stop";
    if (m_scenario.clusters.size() > 1) return "all clusters are the one embedded broker";
    for (const int broker : brokersOf(declared))
        if (broker >= m_broker->brokers()) return fmt::format("there are {} embedded brokers only", m_broker->brokers());
    return {};
}

/// Which embedded brokers can't be reached while it lasts.
std::vector<int> FaultPlayer::brokersOf(const model::Fault& fault) const {
    if (m_broker == nullptr) return {};
    if (const auto* kill = std::get_if<model::KillBroker>(&fault.action)) return {kill->broker};
    if (const auto* partition = cutOffFromAll(fault, "broker/")) return {numberOf(partition->a)};
    if (cutOffFromAll(fault, "kafka/") == nullptr || m_scenario.clusters.size() > 1) return {};
    std::vector<int> all(static_cast<std::size_t>(m_broker->brokers()));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

void FaultPlayer::begin() {
    m_begin = m_loop.now();
    for (std::size_t i = 0; i < m_scenario.faults.size(); ++i)
        if (const std::string why = whyNot(i); !why.empty())
            m_log.warn("fault.impossible", fmt::format("left out: {}: {}", describe(m_scenario.faults[i]), why));
    wait();
}

void FaultPlayer::wait() {
    const auto next = m_schedule.next();
    if (!next) return;
    m_timer = m_loop.at(m_begin + next->sinceStart(), [this] {
        for (const FaultStep& step : m_schedule.due(model::Instant{(m_loop.now() - m_begin).ns})) play(step);
        wait();
    });
}

void FaultPlayer::stop() {
    m_loop.cancel(m_timer);
}

void FaultPlayer::play(const FaultStep& step) {
    if (!whyNot(step.fault).empty()) return;
    const model::Fault& fault = m_scenario.faults[step.fault];
    const std::string what = describe(fault);
    step.begins ? m_log.warn("fault.began", "fault: " + what, {{"fault", fault.name}})
                : m_log.info("fault.ended", "fault over: " + what, {{"fault", fault.name}});
    for (const int broker : brokersOf(fault)) step.begins ? m_broker->setDown(broker) : m_broker->setUp(broker);
    if (step.begins) {
        m_active.insert(step.fault);
        act(fault);
        m_fleet.tell([&](const std::string& service) { return m_commands.begin(step.fault, service); });
    } else {
        m_active.erase(step.fault);
        m_fleet.tell([&](const std::string& service) {
            return m_commands.begin(step.fault, service) ? std::optional(m_commands.heal(step.fault)) : std::nullopt;
        });
    }
}

/// What the supervisor does itself.
void FaultPlayer::act(const model::Fault& fault) {
    if (const auto* kill = std::get_if<model::KillPod>(&fault.action)) m_fleet.kill(kill->service, kill->count);
    if (const auto* remove = std::get_if<model::DeletePod>(&fault.action)) m_fleet.remove(remove->service, remove->count);
    if (const auto* scale = std::get_if<model::ScaleService>(&fault.action)) m_fleet.scale(scale->service, scale->replicas);
}

std::vector<nlohmann::json> FaultPlayer::greeting(const std::string& service) const {
    std::vector<nlohmann::json> commands;
    for (const std::size_t fault : m_active)
        if (auto command = m_commands.begin(fault, service)) commands.push_back(std::move(*command));
    return commands;
}

}  // namespace headroom::services
