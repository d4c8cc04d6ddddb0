#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "services/embedded/embedded_broker.h"
#include "services/process/log.h"
#include "services/supervisor/event_loop.h"
#include "services/supervisor/fault_commands.h"
#include "services/supervisor/fault_schedule.h"
#include "services/supervisor/fleet.h"

namespace headroom::services {

/// Makes a scenario's faults happen at their times: kills and deletes pods, stops brokers, tells processes. What can't be done
/// for real is said once, at the beginning, and left out.
class FaultPlayer {
public:
    /// All outlive it; `broker` is null where the cluster is somebody else's.
    FaultPlayer(EventLoop& loop, Log& log, const model::Scenario& scenario, Fleet& fleet, EmbeddedBroker* broker);

    /// The run begins now.
    void begin();
    /// No further fault begins or ends.
    void stop();
    /// What a process that just started is to be told of the faults that are going on.
    std::vector<nlohmann::json> greeting(const std::string& service) const;
    /// Why the fault can't be played here; empty when it can.
    std::string whyNot(std::size_t fault) const;

private:
    void wait();
    void play(const FaultStep& step);
    void act(const model::Fault& fault);
    std::vector<int> brokersOf(const model::Fault& fault) const;

    EventLoop& m_loop;
    Log& m_log;
    const model::Scenario& m_scenario;
    Fleet& m_fleet;
    EmbeddedBroker* m_broker;
    FaultCommands m_commands;
    FaultSchedule m_schedule;
    std::set<std::size_t> m_active;
    model::Instant m_begin;
    EventLoop::Timer m_timer = 0;
};

}  // namespace headroom::services
