#include "model/rules/resilience/outcome_window.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::rules {

namespace {

std::int64_t wallClockSecond(model::Instant now) {
    const std::int64_t second = now.ns / 1'000'000'000;
    return now.ns % 1'000'000'000 < 0 ? second - 1 : second;
}

}  // namespace

OutcomeCounts& OutcomeCounts::operator+=(const OutcomeCounts& other) {
    total += other.total;
    failed += other.failed;
    slow += other.slow;
    slowFailed += other.slowFailed;
    return *this;
}

OutcomeCounts& OutcomeCounts::operator-=(const OutcomeCounts& other) {
    total -= other.total;
    failed -= other.failed;
    slow -= other.slow;
    slowFailed -= other.slowFailed;
    return *this;
}

OutcomeWindow::OutcomeWindow(Type type, int size, model::Instant now) : m_type(type), m_headSecond(wallClockSecond(now)) {
    if (size < 0) throw std::logic_error("OutcomeWindow: negative size");
    m_buckets.resize(static_cast<std::size_t>(size));
}

void OutcomeWindow::record(model::Instant now, bool failed, bool slow) {
    if (m_buckets.empty()) return;
    const OutcomeCounts call{1, failed ? 1 : 0, slow ? 1 : 0, failed && slow ? 1 : 0};
    if (m_type == Type::CountBased) {
        m_head = (m_head + 1) % m_buckets.size();
        m_total -= m_buckets[m_head];
        m_buckets[m_head] = {};
    } else {
        moveTo(now);
    }
    m_buckets[m_head] += call;
    m_total += call;
}

OutcomeCounts OutcomeWindow::counts(model::Instant now) {
    if (m_type == Type::TimeBased && !m_buckets.empty()) moveTo(now);
    return m_total;
}

void OutcomeWindow::moveTo(model::Instant now) {
    const std::int64_t second = wallClockSecond(now);
    const auto steps = std::min(second - m_headSecond, static_cast<std::int64_t>(m_buckets.size()));
    for (std::int64_t step = 0; step < steps; ++step) {
        m_head = (m_head + 1) % m_buckets.size();
        m_total -= m_buckets[m_head];
        m_buckets[m_head] = {};
    }
    m_headSecond = std::max(m_headSecond, second);
}

}  // namespace headroom::rules
