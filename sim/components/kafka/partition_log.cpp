#include "sim/components/kafka/partition_log.h"

#include <algorithm>
#include <vector>

#include "model/rules/kafka/log_retention.h"

namespace headroom::sim {

void PartitionLog::rollIfDue(const LogBatch& incoming, const model::TopicConfig& config) {
    const Segment& active = m_segments.back();
    const rules::ActiveSegment view{{active.bytes}, active.firstTimestamp};
    if (active.bytes > 0 && rules::shouldRoll(view, {incoming.bytes}, incoming.maxTimestamp, config))
        m_segments.push_back({m_end, 0, {}, {}});
}

std::int64_t PartitionLog::append(LogBatch batch, const model::TopicConfig& config) {
    rollIfDue(batch, config);
    Segment& segment = m_segments.back();
    if (segment.bytes == 0) segment.firstTimestamp = segment.largestTimestamp = batch.maxTimestamp;
    segment.bytes += batch.bytes;
    segment.largestTimestamp = std::max(segment.largestTimestamp, batch.maxTimestamp);
    batch.base = m_end;
    m_end += batch.count;
    m_endPosition += batch.bytes;
    batch.endPosition = m_endPosition;
    m_batches.push_back(std::move(batch));
    return m_batches.back().base;
}

std::deque<LogBatch>::const_iterator PartitionLog::iteratorAt(std::int64_t offset) const {
    return std::partition_point(m_batches.begin(), m_batches.end(), [offset](const LogBatch& b) { return b.end() <= offset; });
}

const LogBatch* PartitionLog::findBatch(std::int64_t offset) const {
    const auto found = iteratorAt(offset);
    return found == m_batches.end() || found->base > offset ? nullptr : &*found;
}

std::int64_t PartitionLog::positionOf(std::int64_t offset) const {
    if (offset >= m_end) return m_endPosition;
    if (const LogBatch* batch = findBatch(offset)) return batch->endPosition - batch->bytes;
    // Below the kept batches: by proportion, which only a replica that lags behind every reader needs.
    const double kept = static_cast<double>(m_end - m_start);
    const double share = kept <= 0 ? 0 : static_cast<double>(offset - m_start) / kept;
    return m_startPosition + static_cast<std::int64_t>(share * static_cast<double>(bytes()));
}

std::int64_t PartitionLog::truncateTo(std::int64_t offset) {
    const std::int64_t removed = std::max<std::int64_t>(0, m_end - offset);
    while (!m_batches.empty() && m_batches.back().base >= offset) {
        const LogBatch& batch = m_batches.back();
        m_endPosition -= batch.bytes;
        Segment& active = m_segments.back();
        active.bytes -= std::min(active.bytes, batch.bytes);
        if (active.bytes == 0 && m_segments.size() > 1) m_segments.pop_back();
        m_batches.pop_back();
    }
    m_end = std::min(m_end, std::max(offset, m_start));
    return removed;
}

std::int64_t PartitionLog::applyRetention(std::int64_t highWatermark, model::Instant now, const model::TopicConfig& config) {
    std::vector<rules::SegmentView> views;
    views.reserve(m_segments.size());
    for (const Segment& s : m_segments) views.push_back({{s.base}, {s.bytes}, s.largestTimestamp});
    std::size_t doomed = rules::deletableSegments(views, {highWatermark}, {m_end}, now, config);
    if (m_segments.back().bytes == 0) doomed = std::min(doomed, m_segments.size() - 1);
    const std::int64_t before = m_start;
    for (; doomed > 0; --doomed) {
        m_startPosition += m_segments.front().bytes;
        m_segments.pop_front();
        if (m_segments.empty()) m_segments.push_back({m_end, 0, {}, {}});
        m_start = m_segments.front().base;
    }
    while (!m_batches.empty() && m_batches.front().end() <= m_start) m_batches.pop_front();
    return m_start - before;
}

void PartitionLog::forgetBelow(std::int64_t offset) {
    while (!m_batches.empty() && m_batches.front().end() <= offset) m_batches.pop_front();
}

}  // namespace headroom::sim
