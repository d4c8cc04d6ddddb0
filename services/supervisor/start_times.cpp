#include "services/supervisor/start_times.h"

namespace headroom::services {

namespace {

// Which of a pod's draws is which.
constexpr std::uint64_t schedulingStep = 0;
constexpr std::uint64_t startupStep = 1;

}  // namespace

StartTimes::StartTimes(std::uint64_t seed, const model::Service& service, const std::string& pod)
    : m_draws(seed, "pod/" + pod), m_scheduling(service.scheduling), m_startup(service.startup) {}

model::Duration StartTimes::scheduling() const {
    return {m_draws.time(m_scheduling, 0, schedulingStep).count()};
}

model::Duration StartTimes::startup(int start) const {
    return {m_draws.time(m_startup, static_cast<std::uint64_t>(start), startupStep).count()};
}

}  // namespace headroom::services
