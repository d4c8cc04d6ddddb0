#pragma once

namespace headroom::services {

/// What the calling process uses of the machine; NaN where it can't be read.
struct ProcessUsage {
    double cpuSeconds;  ///< of all its threads, user and system
    double residentBytes;
    double threads;
    double startSeconds;  ///< since the epoch
};

ProcessUsage processUsage();

}  // namespace headroom::services
