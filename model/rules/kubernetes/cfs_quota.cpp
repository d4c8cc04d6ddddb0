#include "model/rules/kubernetes/cfs_quota.h"

#include <algorithm>

namespace headroom::rules {

model::Duration cfsQuota(model::MilliCpu limit, model::Duration period) {
    if (limit.value == 0) return model::Duration::infinite();
    const std::int64_t periodUs = period.ns / 1000;
    return model::Duration::microseconds(std::max<std::int64_t>(limit.value * periodUs / 1000, 1000));
}

std::int64_t cpuShares(model::MilliCpu request) {
    return std::clamp<std::int64_t>(request.value * 1024 / 1000, 2, 262144);
}

std::int64_t cpuWeight(model::MilliCpu request) {
    return 1 + (cpuShares(request) - 2) * 9999 / 262142;
}

}  // namespace headroom::rules
