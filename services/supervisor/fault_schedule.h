#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/scenario/fault.h"

namespace headroom::services {

/// A fault begins or ends.
struct FaultStep {
    model::Instant at;
    std::size_t fault = 0;  ///< its place among the scenario's
    bool begins = true;
    auto operator<=>(const FaultStep&) const = default;
};

/// When a scenario's faults begin and end, counted from the beginning of the run.
class FaultSchedule {
public:
    explicit FaultSchedule(const std::vector<model::Fault>& faults);

    /// When the next step is due; nothing when all are over.
    std::optional<model::Instant> next() const;
    /// Those due by now, in the order of their times, each once.
    std::vector<FaultStep> due(model::Instant now);

private:
    std::vector<FaultStep> m_steps;
    std::size_t m_done = 0;
};

}  // namespace headroom::services
