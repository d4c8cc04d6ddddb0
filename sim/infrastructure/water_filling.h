#pragma once

#include <cstdint>
#include <vector>

namespace headroom::sim {

/// What a cgroup asks of its host's cores, and what it gets.
struct CpuDemand {
    std::uint32_t cgroup = 0;
    double weight = 1;
    double jobs = 0;   ///< runnable, at most one core each
    double cores = 0;  ///< the result
};

/// Shares `cores` among the cgroups by weight, none getting more cores than it has jobs; what capped cgroups leave is
/// shared among the others. Keeps the order of `demands`.
void waterFill(double cores, std::vector<CpuDemand>& demands);

}  // namespace headroom::sim
