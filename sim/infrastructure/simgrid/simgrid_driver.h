#pragma once

#include <memory>

#include "sim/infrastructure/driver.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Drives `kernel`, which outlives the driver, over SimGrid 3.32. One driver per process: SimGrid's state is global.
///
/// CPU work is an Exec bounded to one core, with its cgroup's weight divided among the cgroup's jobs as priority; a
/// transfer is, after its latency, a Comm over its links under the CM02 model; a disk is an Exec on a pseudo-host.
/// Work ends at SimGrid's date rounded to the nearest nanosecond. At a slice's end SimGrid's clock stands half a
/// nanosecond after ours, so that all activities whose dates round to it have completed.
std::unique_ptr<Driver> makeSimgridDriver(Kernel& kernel);

}  // namespace headroom::sim
