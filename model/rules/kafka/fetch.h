#pragma once
// How a broker answers a fetch, and what the consumer does with what came.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/config/kafka.h"
#include "model/ids.h"

namespace headroom::rules {

/// What a broker knows of a fetch when it arrives, or looks at it again in purgatory.
struct FetchState {
    int partitions = 0;
    std::int64_t readableBytes = 0;  ///< over all partitions, after limits
    bool hasError = false;           ///< of any partition, a change of leader included
    bool isDiverging = false;
    bool hasPreferredReplica = false;
    model::Duration waited;
};

/// Whether the fetch is answered now rather than parked until min.bytes, an error or max.wait. Source:
/// ReplicaManager.fetchMessages.
bool shouldAnswerFetch(const FetchState& state, model::Duration maxWait, model::Bytes minBytes);

/// One partition of a fetch.
struct FetchPartition {
    std::int64_t readableBytes = 0;    ///< from the fetch offset to the readable end (or the end of the segment)
    std::int64_t firstBatchBytes = 0;  ///< the batch at the fetch offset; 0 if there is none
    std::int64_t maxBytes = 0;         ///< max.partition.fetch.bytes
};

/// The bytes read from each partition in request order: up to the smaller of its own limit and what is left of `maxBytes`; the
/// first partition with data gives at least its first batch, later ones nothing if theirs doesn't fit. The last batch of a
/// partition may be cut; the consumer drops what is cut. Source: ReplicaManager.readFromLog, LocalLog.read.
std::vector<std::int64_t> planFetch(std::span<const FetchPartition> partitions, std::int64_t maxBytes);

/// The end up to which a consumer may read: the high watermark, or min(first unstable offset, high watermark).
model::Offset readableEnd(model::ConsumerConfig::Isolation isolation, model::Offset highWatermark,
                          std::optional<model::Offset> firstUnstable);

/// The client's `records-lag`: readable end minus position.
std::int64_t clientLag(model::Offset readableEnd, model::Offset position);
/// The lag kafka-consumer-groups shows: high watermark minus committed; none without a commit.
std::optional<std::int64_t> groupLag(model::Offset highWatermark, std::optional<model::Offset> committed);
/// librdkafka's consumer_lag (or, given the stored offset, consumer_lag_stored): readable end minus it; none without one.
std::optional<std::int64_t> librdkafkaLag(model::Offset readableEnd, std::optional<model::Offset> committedOrStored);

/// How many records one poll takes from each of the buffered partition fetches, in their order, at most max.poll.records in all.
std::vector<int> drainPoll(std::span<const int> bufferedRecords, int maxPollRecords);

/// Whether a partition goes into the next fetch request: nothing of it is buffered and its broker has no fetch in flight.
bool mayFetch(int bufferedRecords, bool brokerHasFetchInFlight);

/// The timer of auto-commit; it is looked at only inside poll(), before a rejoin and on close.
class AutoCommitTimer {
public:
    AutoCommitTimer(model::Duration interval, model::Instant now) : m_interval(interval), m_due(now + interval) {}

    /// Whether a poll at `now` commits; if so the timer starts again.
    bool poll(model::Instant now);
    /// Tries again sooner after a retriable failure.
    void retryAfter(model::Duration backoff, model::Instant now) { m_due = now + std::min(backoff, m_interval); }
    model::Instant due() const { return m_due; }

private:
    model::Duration m_interval;
    model::Instant m_due;
};

}  // namespace headroom::rules
