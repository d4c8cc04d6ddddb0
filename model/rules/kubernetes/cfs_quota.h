#pragma once

#include <cstdint>

#include "model/quantities.h"

namespace headroom::rules {

/// The period over which the kubelet sets a CPU limit.
inline constexpr model::Duration cfsPeriod = model::Duration::milliseconds(100);

/// Returns the CPU time all threads of a container may use together in one period; at least 1 ms. No limit (0) is
/// infinite. Source: kubernetes 1.35 pkg/kubelet/cm/helpers_linux.go MilliCPUToQuota.
model::Duration cfsQuota(model::MilliCpu limit, model::Duration period = cfsPeriod);

/// Returns the cgroup v1 cpu.shares of a request, within 2…262144. Source: MilliCPUToShares.
std::int64_t cpuShares(model::MilliCpu request);

/// Returns the cgroup v2 cpu.weight of a request by the linear mapping 2…262144 → 1…10000 of KEP-2254.
/// Container runtimes from 2025 on use another mapping.
std::int64_t cpuWeight(model::MilliCpu request);

}  // namespace headroom::rules
