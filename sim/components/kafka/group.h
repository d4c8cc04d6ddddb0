#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/rules/kafka/assignor.h"
#include "model/scenario/elements.h"
#include "sim/components/kafka/cluster.h"
#include "sim/components/kafka/consumer.h"
#include "sim/components/kafka/group_ledger.h"

namespace headroom::sim {

/// Sees every record a group deals with for the first time, in that order; for tests and sampling.
class RecordObserver {
public:
    virtual void onRecordEnded(const Partition& partition, std::int64_t offset, const Record& record, RecordEnd end, Instant at) = 0;

protected:
    ~RecordObserver() = default;
};

/// A consumer group: the coordinator's state machine (classic protocol), committed offsets, and the ledger of what became of
/// every record.
class Group final : public EventTarget {
public:
    Group(Cluster& cluster, const std::string& service, const model::Listener& listener);

    const std::string& id() const { return m_listener.groupId; }
    /// What all members take part with; members of one group have to agree on it.
    rules::AssignorKind assignor() const { return m_listener.consumer.partitionAssignmentStrategy.front(); }
    Cluster& cluster() { return m_cluster; }

    /// Another listener with the same group id, perhaps of other topics; to be added before the run.
    void addListener(const model::Listener& listener);
    /// Creates a member for one of the listeners; it takes part once it joins. Owned by the group for the rest of the run.
    Consumer& addConsumer(const model::Listener& listener, Place place, RecordProcessor& processor, RandomStream& random);
    /// Gives the members that exist at the start their partitions at once: the deployment was running before.
    void startStable();

    // The coordinator. Answers that take part in a rebalance reach consumers through Consumer::onJoined().
    enum class HeartbeatAnswer { Ok, RebalanceInProgress, UnknownMember };
    HeartbeatAnswer heartbeat(Consumer& consumer);
    void join(Consumer& consumer);
    void leave(Consumer& consumer, const std::string& why);
    /// The broker that coordinates, if it is to be had.
    std::optional<model::BrokerIndex> coordinator() const;

    // Offsets and the ledger.
    std::int64_t committed(const Partition& partition) const;
    /// Whether a commit of this member and generation is taken: until the next generation is being handed out.
    bool acceptsCommit(const Consumer& consumer, int generation) const;
    void commit(Partition& partition, std::int64_t offset);
    GroupPartitionLedger& ledger(Partition& partition);
    const std::vector<GroupPartitionLedger>& ledgers() const { return m_ledgers; }
    /// The records of the range, which lies in the batch, have been dealt with; `at` points to an instant for each of them.
    void recordsEnded(Partition& partition, const FetchedBatch& batch, OffsetRange range, RecordEnd end, const Instant* at);
    void observeRecords(RecordObserver* observer) { m_observer = observer; }
    /// The reader found its position outside the log; returns where to go on.
    std::int64_t resetPosition(Partition& partition, std::int64_t position, model::ConsumerConfig::OffsetReset reset);

    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum class State : std::uint8_t { Empty, Preparing, Completing, Stable };
    enum Code : std::uint32_t { InitialDelay, RebalanceTimeout, CheckSessions, AssignmentReady, HandOutAgain };
    struct Member {
        Consumer* consumer = nullptr;
        std::uint32_t life = 0;  ///< of the consumer: a process that crashed and started again is another member
        Instant lastHeartbeat;
        bool hasJoined = false;
    };
    Member* findMember(const Consumer& consumer);
    bool isAwaitingAnswer(const Member& member) const;
    void remove(const Consumer& consumer, std::uint32_t life, const std::string& why);
    void expireSessions();
    void prepareRebalance(const std::string& why);
    void completeIfAllJoined();
    void completeJoin();
    void handOut();
    void assignmentReady();
    void reportRebalance(std::size_t members);
    std::vector<Partition*> assignmentOf(const Consumer& consumer);
    void initialDelayOver(Duration waited);
    void computeAssignment();
    GroupPartitionLedger ledgerAtStart(const Topic& topic, Partition& partition) const;
    Duration rebalanceTimeout() const;
    void observe(const std::string& service);
    void observe(std::size_t ledger);
    std::int64_t total(std::int64_t GroupPartitionLedger::* member) const;
    double timeLag() const;
    void addLatencies(const Record* records, std::size_t count, bool areFirstHand, const Instant* at);

    Cluster& m_cluster;
    const model::Listener& m_listener;  ///< the first
    std::vector<std::unique_ptr<Consumer>> m_consumers;
    std::vector<Member> m_members;
    State m_state = State::Empty;
    int m_generation = 0;
    std::string m_why;
    Instant m_rebalanceBegan;
    Duration m_initialRemaining{0};
    bool m_hasNewcomer = false;
    EventHandle m_timer;
    std::optional<model::BrokerIndex> m_coordinator;  ///< when sessions were last looked at
    rules::Assignment m_assignment;
    std::vector<GroupPartitionLedger> m_ledgers;
    std::vector<std::vector<std::uint32_t>> m_ledgerIndex;  ///< by topic, by partition
    model::ElementIndex m_element;

    RecordObserver* m_observer = nullptr;
    std::vector<std::int64_t> m_latencies;  ///< scratch of addLatencies()
    std::int64_t m_rebalances = 0;
    std::int64_t m_processed = 0;
    std::int64_t m_redelivered = 0;
    trace::LatencySketch* m_endToEnd = nullptr;
    trace::LatencySketch* m_inTopic = nullptr;
};

}  // namespace headroom::sim
