#pragma once

#include <memory>

#include "sim/infrastructure/port.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// The lab's own physics on `kernel`, which outlives it; see CpuModel, FlowModel and DiskModel for what they share how.
///
/// Work ends at its exact instant rounded up to the next whole nanosecond, never before it. A bandwidth that is 0 or
/// infinite is unlimited. Ends within one nanosecond are told in an order that depends on the run alone.
std::unique_ptr<Infrastructure> makeNativeInfrastructure(Kernel& kernel);

}  // namespace headroom::sim
