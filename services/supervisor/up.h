#pragma once

#include "services/supervisor/up_options.h"

namespace headroom::services {

/// headroom-service up: broker, topics, folder, processes; returns the exit status when all are gone again. What is wrong before
/// anything runs is said on standard error, what happens then as JSON lines on standard output.
int up(const UpOptions& options);

}  // namespace headroom::services
