#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/components/execution/outcome.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Calls that came during an outage. Nobody answers them: a caller runs into its timeout, or, if it has none, finds its connection
/// reset when the outage is over.
class UnansweredCalls {
public:
    void add(EventTarget& replyTo, std::uint64_t token) { m_calls.emplace_back(&replyTo, token); }
    /// The callee is back: whoever still waits learns that its connection is gone.
    void reset(Kernel& kernel) {
        for (const auto& [replyTo, token] : std::exchange(m_calls, {}))
            kernel.schedule(kernel.now(), *replyTo, static_cast<std::uint32_t>(Outcome::Unreachable), token);
    }

private:
    std::vector<std::pair<EventTarget*, std::uint64_t>> m_calls;
};

}  // namespace headroom::sim
