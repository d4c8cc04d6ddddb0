#include "model/rules/kubernetes/crash_loop_back_off.h"

#include <algorithm>

namespace headroom::rules {

CrashLoopBackOff::CrashLoopBackOff(const model::CrashLoopBackOffConfig& config) : m_config(config) {
    m_config.initial = std::min(config.initial, config.maximum);
}

std::optional<model::Instant> CrashLoopBackOff::blockedUntil(model::Instant now, model::Instant finishedAt) {
    const bool known = m_value && !expired(finishedAt);
    if (known && now - finishedAt < *m_value) return finishedAt + *m_value;
    m_value = known ? std::min(*m_value * 2, m_config.maximum) : m_config.initial;
    m_lastUpdate = now;
    return std::nullopt;
}

// Long enough since the last restart, not since the container was last healthy.
bool CrashLoopBackOff::expired(model::Instant finishedAt) const {
    return finishedAt - m_lastUpdate > m_config.resetAfter;
}

}  // namespace headroom::rules
