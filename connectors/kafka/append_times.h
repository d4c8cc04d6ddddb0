#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "connectors/kafka/snapshot.h"
#include "model/quantities.h"

namespace headroom::connectors::kafka {

/// Remembers where the ends of partitions were at which times, to say when a record was appended. Instants here count from
/// 1970. Bounded memory: what is old is remembered more coarsely.
class AppendTimes {
public:
    using Instant = model::Instant;

    /// The end was seen there just now; calls for a partition ascend in time. An end that goes back begins anew.
    void note(const TopicPartition& place, Instant now, std::int64_t end);
    /// By the records' own timestamps the end was there at an instant before the first it was noted at.
    void learn(const TopicPartition& place, Instant then, std::int64_t end);

    /// About when the record was appended, between two ends that are known; absent: before anything that is.
    std::optional<Instant> appended(const TopicPartition& place, std::int64_t offset) const;
    /// The instant whose end would tell more of when the record was appended; absent where it is known to a second or a
    /// fiftieth of its age, and where it is older than a month.
    std::optional<Instant> question(const TopicPartition& place, std::int64_t offset, Instant now) const;

private:
    /// The end was the same from first to last.
    struct Stay {
        std::int64_t end = 0;
        Instant first;
        Instant last;
    };
    struct History {
        std::deque<Stay> stays;  ///< ascending
        Instant firstNoted;
    };
    static void thinOut(std::deque<Stay>& stays);
    /// How many stays there may be of each partition: fewer where there are many partitions.
    std::size_t mostStays() const;

    std::map<TopicPartition, History> m_histories;
};

}  // namespace headroom::connectors::kafka
