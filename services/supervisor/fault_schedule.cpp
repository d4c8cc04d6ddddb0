#include "services/supervisor/fault_schedule.h"

#include <algorithm>

namespace headroom::services {

FaultSchedule::FaultSchedule(const std::vector<model::Fault>& faults) {
    for (std::size_t i = 0; i < faults.size(); ++i) {
        m_steps.push_back({faults[i].at, i, true});
        if (faults[i].length) m_steps.push_back({faults[i].at + *faults[i].length, i, false});
    }
    std::sort(m_steps.begin(), m_steps.end());
}

std::optional<model::Instant> FaultSchedule::next() const {
    return m_done < m_steps.size() ? std::optional(m_steps[m_done].at) : std::nullopt;
}

std::vector<FaultStep> FaultSchedule::due(model::Instant now) {
    std::vector<FaultStep> steps;
    while (m_done < m_steps.size() && m_steps[m_done].at <= now) steps.push_back(m_steps[m_done++]);
    return steps;
}

}  // namespace headroom::services
