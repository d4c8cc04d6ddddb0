#pragma once

#include <cstdint>
#include <deque>

#include "model/config/kafka.h"
#include "sim/components/kafka/record.h"

namespace headroom::sim {

/// A batch as it lies in the log.
struct LogBatch {
    std::int64_t base = 0;
    std::int64_t count = 0;
    std::int64_t bytes = 0;
    std::int64_t endPosition = 0;      ///< bytes of the log up to its end
    std::int64_t cacheMark = 0;        ///< bytes its leader had ever appended when it came: tells what left the page cache
    model::Instant appended;
    model::Instant maxTimestamp;
    std::uint32_t producer = 0;
    std::int64_t sequence = -1;        ///< of an idempotent producer; -1: none
    Records records;                   ///< none: of the backlog, made when fetched

    std::int64_t end() const { return base + count; }
};

/// The leader's log of one partition. Batches that may still be read are kept with their records; of the older ones only the
/// segments' totals remain, so that memory follows the lag, not the history.
class PartitionLog {
public:
    std::int64_t startOffset() const { return m_start; }
    std::int64_t endOffset() const { return m_end; }
    std::int64_t bytes() const { return m_endPosition - m_startPosition; }
    std::int64_t endPosition() const { return m_endPosition; }

    /// Appends a batch at the end and returns its base offset. Rolls the active segment by the topic's rules.
    std::int64_t append(LogBatch batch, const model::TopicConfig& config);
    /// Removes everything from `offset` on; returns how many records that were. Offsets inside a batch are not allowed.
    std::int64_t truncateTo(std::int64_t offset);
    /// Deletes old segments; returns how many records expired.
    std::int64_t applyRetention(std::int64_t highWatermark, model::Instant now, const model::TopicConfig& config);
    /// Lets go of the records below `offset` (every reader is past them). Accounting stays.
    void forgetBelow(std::int64_t offset);

    const std::deque<LogBatch>& batches() const { return m_batches; }
    /// The kept batch that holds the offset; null when it is not kept.
    const LogBatch* findBatch(std::int64_t offset) const;
    /// The position in bytes of an offset that lies at a batch's start, as near as is known.
    std::int64_t positionOf(std::int64_t offset) const;

    /// Calls visit(batch) for each kept batch that overlaps the range.
    template <class Visit>
    void visitBatches(OffsetRange range, Visit&& visit) const {
        for (auto batch = iteratorAt(range.from); batch != m_batches.end() && batch->base < range.to; ++batch) visit(*batch);
    }

private:
    struct Segment {
        std::int64_t base = 0;
        std::int64_t bytes = 0;
        model::Instant firstTimestamp;
        model::Instant largestTimestamp;
    };
    std::deque<LogBatch>::const_iterator iteratorAt(std::int64_t offset) const;
    void rollIfDue(const LogBatch& incoming, const model::TopicConfig& config);

    std::int64_t m_start = 0;
    std::int64_t m_end = 0;
    std::int64_t m_startPosition = 0;
    std::int64_t m_endPosition = 0;
    std::deque<Segment> m_segments{Segment{}};
    std::deque<LogBatch> m_batches;
};

}  // namespace headroom::sim
