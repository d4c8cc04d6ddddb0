#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "sim/components/kafka/partition.h"
#include "sim/components/kafka/record.h"

namespace headroom::sim {

/// The records a topic holds when the run begins (`initial.lag`): as many as its furthest reader has yet to read, spread evenly
/// over the partitions that are to hold them, the remainder to the first ones. They are without key, evenly aged between the groups' stated ages,
/// and as large as the topic's first publisher makes them on average (512 B if nobody publishes to it).
///
/// A record follows from its place, so that millions of them take no memory before they are fetched.
class Backlog {
public:
    Backlog(const model::Scenario& scenario, std::uint32_t topic, int brokers);

    bool isEmpty() const { return m_records == 0; }
    /// Lays the partition's share into its log, in batches of the producer's default batch.size.
    void layInto(Partition& partition) const;
    /// What a group has yet to read of a partition; 0 for a group without a stated lag.
    std::int64_t lagOf(const std::string& groupId, int partition) const;
    /// Fills the records of a batch that layInto() made.
    Records recordsOf(const LogBatch& batch, int partition, RecordPool& pool) const;

private:
    /// Going back from the log's end, the last of `records` records is `age` old.
    struct Reach {
        std::int64_t records = 0;
        model::Duration age{0};
    };
    std::int64_t shareOf(std::int64_t records, int partition) const;
    model::Instant timestampOf(std::int64_t offset, int partition) const;

    const model::InitialState& m_initial;
    const model::Topic& m_topic;
    std::uint32_t m_index;
    int m_brokers;
    int m_holders;  ///< the first so many partitions hold them
    std::int64_t m_records = 0;
    std::int64_t m_recordBytes = 0;  ///< as in the log
    std::vector<Reach> m_reaches;    ///< ascending; begins with no records
};

}  // namespace headroom::sim
