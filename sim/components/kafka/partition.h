#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/rules/kafka/replication.h"
#include "sim/components/kafka/partition_log.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Told when the high watermark of a partition moved.
class HighWatermarkListener {
public:
    /// A produce request waits for this offset no longer.
    virtual void onReplicated(std::uint32_t produceRequest) = 0;
    /// New data became readable.
    virtual void onReadable(std::uint32_t fetchRequest) = 0;

protected:
    ~HighWatermarkListener() = default;
};

/// What became of a batch that reached its leader.
enum class AppendResult : std::uint8_t { Appended, Duplicate, OutOfOrder, NotLeader, NotEnoughReplicas };

/// One partition: its log, its replicas and who leads. Decisions are those of model/rules/kafka/replication.h.
class Partition {
public:
    Partition(std::uint32_t topic, int number, std::vector<model::BrokerIndex> replicas, const model::TopicConfig& config,
              HighWatermarkListener& listener);

    std::uint32_t topic() const { return m_topic; }
    int number() const { return m_number; }
    const std::vector<model::BrokerIndex>& replicas() const { return m_replicas; }
    const std::vector<model::BrokerIndex>& isr() const { return m_isr; }
    std::optional<model::BrokerIndex> leader() const { return m_leader; }
    std::uint32_t epoch() const { return m_epoch; }
    std::int64_t highWatermark() const { return m_highWatermark; }
    const PartitionLog& log() const { return m_log; }
    PartitionLog& log() { return m_log; }
    const model::TopicConfig& config() const { return m_config; }

    /// Appends on the leader. `acks` decides whether a small ISR refuses it.
    AppendResult append(LogBatch batch, model::Acks acks, std::uint32_t producerEpoch, model::Instant now);
    /// Lays a batch from before the run at the log's end: every replica holds it and its producer has its acknowledgement.
    void addHistory(LogBatch batch);
    /// Whether an append that ends at `end` may be acknowledged; otherwise the request waits for it.
    rules::AckState ackState(model::Acks acks, std::int64_t end) const;
    void awaitReplication(std::int64_t end, std::uint32_t produceRequest) { m_purgatory.push_back({end, produceRequest}); }
    void awaitData(std::uint32_t fetchRequest) { m_parkedFetches.push_back(fetchRequest); }
    void forgetFetch(std::uint32_t fetchRequest) { std::erase(m_parkedFetches, fetchRequest); }

    /// The follower's fetch reached the leader, carrying its log end: high watermark and ISR may move.
    void followerFetched(model::BrokerIndex follower, model::Instant now);
    /// The follower appended what the leader sent it.
    void followerAppended(model::BrokerIndex follower, std::int64_t end);
    std::int64_t logEndOf(model::BrokerIndex replica) const;
    /// Drops followers that lag; true when the ISR changed.
    bool shrinkIsr(model::Instant now, model::Duration lagTimeMax);

    /// What a change of leadership cost.
    struct Election {
        bool changed = false;
        bool isUnclean = false;
        std::int64_t truncated = 0;     ///< records that only the old leader had
        std::int64_t lostAcknowledged = 0;  ///< of these, acknowledged to their producers
    };
    /// The controller's reaction to a set of live brokers; `preferred` also moves leadership back to the first replica.
    Election elect(const std::vector<model::BrokerIndex>& alive, model::Instant now, bool preferred = false);
    void removeFromIsr(model::BrokerIndex broker);
    void noteAcknowledged(std::int64_t end) { m_acknowledged = std::max(m_acknowledged, end); }
    /// Takes the produce requests and fetches that can't be answered any more after a change of leader.
    std::vector<std::uint32_t> takeOrphanedProduces();
    std::vector<std::uint32_t> takeParkedFetches();

    // Counters of the ledger.
    std::int64_t initial = 0;   ///< records from before the run
    std::int64_t appended = 0;  ///< in the run
    std::int64_t truncated = 0;
    std::int64_t expired = 0;
    std::int64_t duplicateBatches = 0;
    std::int64_t lostAcknowledged = 0;
    std::int64_t appendedBytes = 0;

private:
    struct Replica {
        model::BrokerIndex broker;
        rules::FollowerProgress progress;
        std::int64_t logEnd = 0;
    };
    struct PendingAck {
        std::int64_t end;
        std::uint32_t request;
    };
    struct ProducerState {
        std::uint32_t epoch = 0;
        std::int64_t nextSequence = 0;
    };
    Replica& replica(model::BrokerIndex broker);
    const Replica& replica(model::BrokerIndex broker) const;
    bool isInIsr(model::BrokerIndex broker) const;
    void advanceHighWatermark();
    void truncateTo(std::int64_t offset, Election& election);

    std::uint32_t m_topic;
    int m_number;
    std::vector<model::BrokerIndex> m_replicas;
    const model::TopicConfig& m_config;
    HighWatermarkListener& m_listener;
    std::vector<model::BrokerIndex> m_isr;
    std::optional<model::BrokerIndex> m_leader;
    std::uint32_t m_epoch = 0;
    std::int64_t m_epochStart = 0;
    std::int64_t m_highWatermark = 0;
    std::int64_t m_acknowledged = 0;
    PartitionLog m_log;
    std::vector<Replica> m_followers;  ///< one for every replica, the leader included
    std::map<std::uint32_t, ProducerState> m_producers;
    std::vector<PendingAck> m_purgatory;
    std::vector<std::uint32_t> m_parkedFetches;
};

}  // namespace headroom::sim
