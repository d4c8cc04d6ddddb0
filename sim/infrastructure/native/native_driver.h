#pragma once

#include <memory>

#include "sim/infrastructure/driver.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Drives `kernel`, which outlives the driver, over the native infrastructure.
std::unique_ptr<Driver> makeNativeDriver(Kernel& kernel);

}  // namespace headroom::sim
