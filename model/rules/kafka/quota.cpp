#include "model/rules/kafka/quota.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headroom::rules {
namespace {

std::int64_t milliseconds(model::Instant instant) {
    return instant.sinceStart().toMilliseconds();
}

}  // namespace

QuotaMeter::QuotaMeter(double perSecond, model::Duration window, int samples)
    : m_limit(perSecond), m_windowMs(window.toMilliseconds()), m_sampleCount(static_cast<std::size_t>(samples)) {
    if (perSecond <= 0 || m_windowMs <= 0 || samples < 1) throw std::logic_error("a quota needs a limit, a window and samples");
}

QuotaMeter::Sample& QuotaMeter::current(std::int64_t nowMs) {
    if (m_samples.empty()) m_samples.push_back({nowMs, nowMs, 0});
    return m_samples[m_current];
}

void QuotaMeter::record(double amount, model::Instant now) {
    const std::int64_t nowMs = milliseconds(now);
    if (nowMs - current(nowMs).startMs >= m_windowMs) {
        // One sample more than configured, for the one that overlaps the start of the measured window.
        m_current = (m_current + 1) % (m_sampleCount + 1);
        if (m_current >= m_samples.size()) m_samples.push_back({});
        m_samples[m_current] = {nowMs, nowMs, 0};
    }
    Sample& sample = m_samples[m_current];
    sample.value += amount;
    sample.lastEventMs = nowMs;
}

void QuotaMeter::purge(std::int64_t nowMs) {
    const std::int64_t expireAge = static_cast<std::int64_t>(m_sampleCount) * m_windowMs;
    for (Sample& sample : m_samples) {
        if (nowMs - sample.lastEventMs >= expireAge) sample = {nowMs, nowMs, 0};
    }
}

std::int64_t QuotaMeter::windowMs(std::int64_t nowMs) {
    purge(nowMs);
    std::int64_t oldest = current(nowMs).startMs;
    for (const Sample& sample : m_samples) oldest = std::min(oldest, sample.startMs);
    std::int64_t elapsed = nowMs - oldest;
    const std::int64_t fullWindows = elapsed / m_windowMs;
    const std::int64_t leastWindows = static_cast<std::int64_t>(m_sampleCount) - 1;
    if (fullWindows < leastWindows) elapsed += (leastWindows - fullWindows) * m_windowMs;
    return std::max<std::int64_t>(elapsed, 1);
}

model::Duration QuotaMeter::window(model::Instant now) {
    return model::Duration::milliseconds(windowMs(milliseconds(now)));
}

double QuotaMeter::rate(model::Instant now) {
    const std::int64_t nowMs = milliseconds(now);
    purge(nowMs);
    double total = 0;
    for (const Sample& sample : m_samples) total += sample.value;
    return total / (static_cast<double>(windowMs(nowMs)) / 1000.0);
}

model::Duration QuotaMeter::throttleTime(model::Instant now, model::Duration most) {
    const double measured = rate(now);
    if (measured <= m_limit) return {};
    const double ms = (measured - m_limit) / m_limit * static_cast<double>(windowMs(milliseconds(now)));
    return std::min(model::Duration::milliseconds(static_cast<std::int64_t>(std::floor(ms + 0.5))), most);
}

double QuotaMeter::mostPerFetch() const {
    return m_limit * static_cast<double>(m_sampleCount - 1) * (static_cast<double>(m_windowMs) / 1000.0);
}

}  // namespace headroom::rules
