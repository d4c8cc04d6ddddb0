#pragma once

#include <vector>

#include "sim/infrastructure/native/fair_queue.h"

namespace headroom::sim {

/// Disks whose operations in flight share the bandwidth equally; a disk without a limit completes at once.
class DiskModel final : public EventTarget {
public:
    DiskModel(Kernel& kernel, WorkPool& pool) : m_kernel(kernel), m_pool(pool) {}

    std::uint32_t addDisk(double bytesPerSecond);
    WorkHandle start(std::uint32_t disk, Bytes size, WorkListener& listener, std::uint64_t token);
    void cancel(std::uint32_t slot);
    double bytes(std::uint32_t disk) const;

    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { OperationEnds, UnlimitedEnds };

    struct Disk {
        explicit Disk(WorkPool& pool) : queue(pool) {}
        double bandwidth = 0;  ///< bytes per nanosecond; 0 is unlimited
        double unshared = 0;   ///< bytes, when unlimited
        FairQueue queue;
        EventHandle event;
        Instant eventAt = Instant::never();
    };

    void settle(std::uint32_t disk);

    Kernel& m_kernel;
    WorkPool& m_pool;
    std::vector<Disk> m_disks;
    std::uint32_t m_finishing = ~0U;
};

}  // namespace headroom::sim
