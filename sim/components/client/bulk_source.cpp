#include "sim/components/client/bulk_source.h"

#include <algorithm>

namespace headroom::sim {

namespace {

/// Drawn at a time.
constexpr std::size_t stageSize = 1024;
/// Longer runs of quiet records are cut: a loud record is never wrong.
constexpr std::size_t longestRun = 1 << 16;

}  // namespace

BulkSource::BulkSource(const Parts& parts, Arrivals& arrivals) : m_parts(parts), m_arrivals(arrivals) {
    m_staged.firstId = parts.firstId;
    if (parts.publish.amount->kind == model::Distribution::Kind::Constant)
        m_staged.size = static_cast<std::int64_t>(m_parts.records.draw(*parts.publish.amount));
    m_parts.producer.setSource(*this);
}

void BulkSource::stage() {
    m_staged.drop(m_next);
    m_loud -= m_next;
    m_next = 0;
    const std::size_t before = staged();
    m_arrivals.fill(m_staged.times, Instant{Instant::never().ns - 1}, stageSize);
    m_isExhausted = staged() - before < stageSize;
    const CompiledStep& step = m_parts.publish;
    for (std::size_t i = before; i < staged(); ++i) {
        if (step.amount->kind != model::Distribution::Kind::Constant)
            m_staged.sizes.push_back(static_cast<std::int32_t>(m_parts.records.draw(*step.amount)));
        if (step.keys == nullptr) continue;
        m_staged.keys.push_back(static_cast<std::int32_t>(step.keys->draw(m_parts.records)));
        const std::int32_t partition = m_parts.producer.partitionOfKey(step.topic, m_staged.keys.back());
        if (partition >= 0) m_staged.partitions.push_back(partition);
    }
}

/// Finds the first record that needs an event of its own.
void BulkSource::plan() {
    if (m_next == staged() && !m_isExhausted) stage();
    for (;;) {
        m_loud = m_next + m_parts.producer.countQuiet(m_parts.publish.topic, m_staged, m_next);
        if (m_loud < staged() || m_isExhausted || staged() - m_next > longestRun) break;
        stage();
    }
    if (m_loud == staged() && !m_isExhausted) --m_loud;
    const Instant at = m_loud < staged() ? m_staged.times[m_loud] : Instant::never();
    if (at != m_loudAt || !m_parts.kernel.isPending(m_loudEvent)) {
        m_parts.kernel.cancel(m_loudEvent);
        m_loudAt = at;
        if (!at.isNever()) m_loudEvent = m_parts.kernel.schedule(at, *this, Loud);
    }
    scheduleQuiet();
}

void BulkSource::scheduleQuiet() {
    if (m_parts.isByRecord && m_next < m_loud && !m_parts.kernel.isPending(m_quietEvent))
        m_quietEvent = m_parts.kernel.schedule(m_staged.times[m_next], *this, Quiet);
}

void BulkSource::catchUp() {
    const Instant now = m_parts.kernel.now();
    if (m_next >= m_loud || m_staged.times[m_next] > now) return;
    const auto first = m_staged.times.begin() + static_cast<std::ptrdiff_t>(m_next);
    const auto end = m_staged.times.begin() + static_cast<std::ptrdiff_t>(m_loud);
    std::size_t to = m_next + 1;
    if (to < m_loud && m_staged.times[to] <= now)
        to = m_next + static_cast<std::size_t>(std::upper_bound(first, end, now) - first);
    m_parts.producer.appendQuiet(m_parts.publish.topic, m_staged, m_next, to);
    m_parts.journeys.onQuietJourneys(static_cast<std::int64_t>(to - m_next));
    m_next = to;
}

void BulkSource::onEvent(std::uint32_t code, std::uint64_t) {
    catchUp();
    if (code == Loud)
        sendLoud();
    else
        scheduleQuiet();
}

void BulkSource::sendLoud() {
    // A producer's event in the same instant may have put more quiet records before it.
    if (m_next == m_loud && m_loud < staged() && m_staged.times[m_loud] <= m_parts.kernel.now()) {
        const std::size_t index = m_next++;
        m_loud = m_next;
        m_parts.journeys.beginJourney({m_parts.publish.topic, m_staged.keyOf(index), m_staged.sizeOf(index),
                                       m_staged.times[index], m_staged.firstId + index});
    }
    plan();
}

void BulkSource::setSurge(double factor) {
    catchUp();
    const Instant now = m_parts.kernel.now();
    // Those of this instant still go; what lies beyond it is void.
    const auto beyond =
        static_cast<std::size_t>(std::upper_bound(m_staged.times.begin(), m_staged.times.end(), now) - m_staged.times.begin());
    m_staged.times.resize(beyond);
    for (auto* values : {&m_staged.keys, &m_staged.partitions, &m_staged.sizes})
        if (!values->empty()) values->resize(beyond);
    m_arrivals.setSurge(now, factor);
    m_isExhausted = false;
    m_parts.kernel.cancel(m_quietEvent);
    plan();
}

}  // namespace headroom::sim
