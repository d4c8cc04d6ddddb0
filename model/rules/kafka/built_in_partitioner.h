#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace headroom::rules {

/// The sticky partition of one topic in one producer, for records without a key (KIP-794).
/// Choosing takes a random draw from the caller: call choose() whenever current() is empty. Not for keyed records.
/// Source: BuiltInPartitioner and the callers in RecordAccumulator of kafka-clients 3.9.
class BuiltInPartitioner {
public:
    /// `batchSize` is batch.size in bytes, at least 1.
    explicit BuiltInPartitioner(int batchSize);

    /// The partition records go to now; empty before the first choice and after a switch fell due.
    std::optional<int> current() const { return m_current; }

    /// Chooses the next partition from any 32 random bits: by load when load statistics stand, else evenly among the
    /// available partitions (those with a leader), or among all `partitions` when none is available.
    int choose(std::uint32_t draw, std::span<const int> available, int partitions);

    /// Accounts for growth of the partition's batch estimate (a new batch counts whole, header included; a run of records
    /// counts as one) and ends the partition's turn when it is over. `lastBatchFullOrAbsent` speaks of the partition's
    /// queue after the append. Returns whether current() is now empty.
    /// Call it with 0 bytes before an append, to make up for a switch that was put off, as the accumulator does.
    bool append(int bytes, bool lastBatchFullOrAbsent);

    /// How many more bytes may be appended before a switch becomes possible (at a full batch); never negative.
    int bytesUntilSwitch() const;
    /// How many more bytes may be appended before the switch comes whatever the batch; never negative.
    int bytesUntilForcedSwitch() const;

    /// Sets the load statistics of one readiness pass: queue lengths in batches and the partitions they belong to, of
    /// partitions that have a leader and aren't excluded; `queues` counts the queues of all partitions. They are dropped if
    /// there are fewer than two queues, no entry, or all are equal and none is missing.
    void updateLoad(std::span<const int> queueLengths, std::span<const int> partitions, std::size_t queues);
    /// Drops the load statistics: adaptive partitioning off, or a partition without a queue yet.
    void clearLoad();
    bool hasLoad() const { return !m_runningWeights.empty(); }
    /// The end of the range a draw is reduced to under load statistics (exclusive).
    int loadRangeEnd() const { return m_runningWeights.back(); }

private:
    int m_batchSize;
    std::int64_t m_produced = 0;
    std::optional<int> m_current;
    std::vector<int> m_runningWeights;
    std::vector<int> m_weightedPartitions;
};

}  // namespace headroom::rules
