#include "sim/components/kubernetes/cfs_quota.h"

#include <algorithm>
#include <cmath>

namespace headroom::sim {

CfsQuota::CfsQuota(Kernel& kernel, Infrastructure& infrastructure, CgroupIndex cgroup, Duration quota, Duration period,
                   Instant anchor, CfsCounters& counters)
    : m_kernel(kernel),
      m_infrastructure(infrastructure),
      m_cgroup(cgroup),
      m_quota(quota),
      m_period(period),
      m_counters(counters),
      m_periodBegan(anchor),
      m_usedAtBegin(infrastructure.cpuUsed(cgroup).ns) {
    m_infrastructure.watchRate(cgroup, this);
    onRateChanged(cgroup, m_infrastructure.cpuRate(cgroup));
}

CfsQuota::~CfsQuota() {
    m_kernel.cancel(m_event);
    m_infrastructure.watchRate(m_cgroup, nullptr);
}

void CfsQuota::renew() {
    m_kernel.cancel(m_event);
    m_usedAtBegin = used();
    if (m_isThrottled) unthrottle();
}

void CfsQuota::onRateChanged(CgroupIndex, double cores) {
    if (!m_isThrottled) {
        enterPresentPeriod();
        m_rate = cores;
        watchForExhaustion();
    }
}

/// Between two changes the rate was constant and, as no event was needed, no period's quota was exhausted: what was used
/// since the present period began follows from the rate.
void CfsQuota::enterPresentPeriod() {
    const std::int64_t elapsed = (m_kernel.now() - m_periodBegan).ns;
    if (elapsed < m_period.ns) return;
    const std::int64_t sinceBegin = elapsed % m_period.ns;
    m_periodBegan = m_kernel.now() - Duration{sinceBegin};
    const std::int64_t usedNow = used();
    m_usedAtBegin = usedNow - std::llround(m_rate * static_cast<double>(sinceBegin));
}

void CfsQuota::watchForExhaustion() {
    m_kernel.cancel(m_event);
    if (m_rate <= 0) return;
    const Instant now = m_kernel.now();
    const Instant end = m_periodBegan + m_period;
    const std::int64_t left = std::max<std::int64_t>(0, m_usedAtBegin + m_quota.ns - used());
    const auto lasts = static_cast<std::int64_t>(std::ceil(static_cast<double>(left) / m_rate));
    if (now + Duration{lasts} < end) {
        m_event = m_kernel.scheduleAfter(Duration{lasts}, *this, Exhausted);
    } else if (m_rate * static_cast<double>(m_period.ns) > static_cast<double>(m_quota.ns)) {
        m_event = m_kernel.schedule(end, *this, PeriodEnds);
    }
}

void CfsQuota::onEvent(std::uint32_t code, std::uint64_t) {
    if (code == Exhausted) {
        throttle();
    } else if (m_isThrottled) {
        m_periodBegan = m_kernel.now();
        m_usedAtBegin = std::min(used(), m_usedAtBegin + m_quota.ns);
        unthrottle();
    } else {
        enterPresentPeriod();
        watchForExhaustion();
    }
}

void CfsQuota::throttle() {
    m_isThrottled = true;
    m_rate = 0;
    m_throttledSince = m_kernel.now();
    ++m_counters.throttledPeriods;
    m_event = m_kernel.schedule(m_periodBegan + m_period, *this, PeriodEnds);
    m_infrastructure.suspend(m_cgroup);
}

/// The resume announces the new rate, unless there is nothing left to run.
void CfsQuota::unthrottle() {
    m_counters.throttledTime += m_kernel.now() - m_throttledSince;
    m_isThrottled = false;
    m_infrastructure.resume(m_cgroup);
}

}  // namespace headroom::sim
