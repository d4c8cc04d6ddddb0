#pragma once

#include <cstdint>

#include "sim/infrastructure/port.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// What throttling cost a cgroup, as cpu.stat shows it.
struct CfsCounters {
    std::int64_t throttledPeriods = 0;  ///< nr_throttled
    Duration throttledTime{0};          ///< throttled_usec, of the periods that are over
};

/// A CPU limit as the kernel enforces it: all threads of a cgroup together may use `quota` of CPU time in each period; once it
/// is used up they all stop until the period ends. Source: Linux CFS bandwidth control; kubelet pkg/kubelet/cm/helpers_linux.go.
///
/// Accounts in whole nanoseconds; what rounding lets it overrun is taken off the next period. Schedules nothing while the
/// present rate can't exhaust the quota.
class CfsQuota final : public EventTarget, public Infrastructure::RateWatcher {
public:
    /// Periods begin at `anchor` and every `period` after it. Kernel, infrastructure and counters outlive it.
    CfsQuota(Kernel& kernel, Infrastructure& infrastructure, CgroupIndex cgroup, Duration quota, Duration period, Instant anchor,
             CfsCounters& counters);
    ~CfsQuota();
    CfsQuota(const CfsQuota&) = delete;
    CfsQuota& operator=(const CfsQuota&) = delete;

    bool isThrottled() const { return m_isThrottled; }
    /// A new container in the cgroup's place: the quota is whole again.
    void renew();

    void onRateChanged(CgroupIndex cgroup, double cores) override;
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { Exhausted, PeriodEnds };
    void enterPresentPeriod();
    void watchForExhaustion();
    void throttle();
    void unthrottle();
    std::int64_t used() const { return m_infrastructure.cpuUsed(m_cgroup).ns; }

    Kernel& m_kernel;
    Infrastructure& m_infrastructure;
    CgroupIndex m_cgroup;
    Duration m_quota;
    Duration m_period;
    CfsCounters& m_counters;
    Instant m_periodBegan;
    std::int64_t m_usedAtBegin = 0;  ///< CPU time, ns; the present period's quota counts from here
    double m_rate = 0;
    bool m_isThrottled = false;
    Instant m_throttledSince;
    EventHandle m_event;
};

}  // namespace headroom::sim
