#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "model/rules/kafka/assignor.h"
#include "sim/components/kafka/client_connection.h"
#include "sim/components/kafka/cluster.h"

namespace headroom::sim {

class Consumer;
class Group;

/// A run of records of one partition, as poll() returns it: the offsets of one batch that lie in the range.
struct Delivery {
    Partition* partition = nullptr;
    FetchedBatch batch;
    OffsetRange range;
};

/// Does the work of the records a poll returned, then calls Consumer::onProcessed().
class RecordProcessor {
public:
    virtual void process(Consumer& consumer, std::vector<Delivery> deliveries) = 0;
    /// The commit of a record is through, and its thread goes on with the next. Never comes when the commit was refused: what is
    /// left of the poll is then another member's.
    virtual void onRecordCommitted(Consumer& consumer) = 0;

protected:
    ~RecordProcessor() = default;
};

/// A KafkaConsumer in its thread: fetching, poll loop, heartbeats, commits, its side of the group protocol.
class Consumer final : public EventTarget, public ClientConnection {
public:
    Consumer(Group& group, const model::Listener& listener, Place place, RecordProcessor& processor, RandomStream& random,
             std::uint32_t number);
    ~Consumer();

    const std::string& memberId() const { return m_memberId; }
    Place place() const { return m_place; }
    Group& group() { return m_group; }
    const model::ConsumerConfig& config() const { return m_listener.consumer; }
    bool isRunning() const { return m_state != State::Stopped; }
    /// Counts starts and stops: events of an earlier life are ignored, and the group takes another one for another member.
    std::uint32_t life() const { return m_life; }

    void start();
    /// Takes part from the start of the run, as a member the group already knows.
    void startStable();
    /// Leaves the group in an orderly way, after the present batch.
    void close();
    /// The process died: nobody is told.
    void abandon();

    /// The processor has dealt with everything the last poll returned.
    void onProcessed();
    /// Whether the processor has each record committed before the next (AckMode.RECORD); batch listeners can't.
    bool commitsRecords() const { return m_commitsRecords; }
    /// The processor has dealt with the records of the partition below `end`; waits for their commit.
    void commitRecord(Partition& partition, std::int64_t end);
    /// A fetch came back.
    void onFetched(const FetchRequest& request);
    void onDisconnected(model::BrokerIndex broker) override;

    // The group's side.
    rules::MemberSubscription subscription() const;
    /// The rebalance is over for this member; under a cooperative assignor `assigned` may leave out what others still own.
    void onJoined(int generation, std::vector<Partition*> assigned);
    /// Another rebalance began before this one's assignment was handed out.
    void onSyncRefused();
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum class State : std::uint8_t { Stopped, Joining, Polling, Processing, Committing };
    enum Code : std::uint32_t { Heartbeat, JoinArrived, CommitDone, FetchTimedOut, FetchAgain, JoinAgain, CommitAgain, CoordinatorTimedOut, AutoCommit };
    struct Assigned {
        Partition* partition = nullptr;
        std::int64_t position = 0;     ///< next offset poll() returns
        std::deque<FetchedBatch> buffer;  ///< fetched and not yet returned, the first perhaps in part
        bool mustReset = false;        ///< its position lies outside the log; poll() finds where to go on
        bool isDrained() const { return buffer.empty(); }
    };
    struct BrokerState {
        bool isFetching = false;
        std::uint32_t round = 0;
        EventHandle timeout;
    };
    /// The one request to the coordinator that is under way: a join or a commit.
    struct CoordinatorCall {
        std::optional<model::BrokerIndex> broker;  ///< absent: none is
        std::uint32_t round = 0;
        Code again = JoinAgain;  ///< what to do should it be lost
        EventHandle timeout;
    };
    void begin();
    void joinArrived();
    void adopt(int generation, const std::vector<Partition*>& partitions);
    void poll();
    void resetPositions();
    void deliver();
    std::int64_t take(Assigned& assigned, std::int64_t room, std::vector<Delivery>& deliveries);
    void fetchMore();
    void sendFetch(model::BrokerIndex broker);
    void rejoin();
    void requestJoin();
    void commit();
    void requestCommit();
    void committed();
    void recordCommitted(bool isAccepted);
    void applyCommit();
    bool autoCommit();
    void autoCommitWhenDue();
    void callCoordinator(Code answer, Code again, Duration backoff);
    bool isAnswered(std::uint32_t round);
    void forgetCoordinatorCall();
    void callCoordinatorAgain();
    void fetchTimedOut(std::uint32_t broker, std::uint32_t round);
    void fetchAgainLater(Duration backoff);
    void heartbeat();
    void dropAssignment();
    Assigned* findAssigned(const Partition& partition);

    Group& m_group;
    const model::Listener& m_listener;
    Place m_place;
    RecordProcessor& m_processor;
    RandomStream& m_random;
    std::string m_memberId;
    std::uint32_t m_life = 0;
    State m_state = State::Stopped;
    bool m_mustRejoin = false;
    bool m_mustClose = false;
    bool m_hasLeft = false;
    bool m_isAwaitingAssignment = false;  ///< the coordinator has the join; under a cooperative assignor polling goes on meanwhile
    /// What a rebalance gave while a poll was being worked on; poll() takes it over.
    struct Joined {
        int generation = 0;
        std::vector<Partition*> partitions;
    };
    std::optional<Joined> m_joined;
    int m_generation = -1;
    std::vector<Assigned> m_assigned;
    std::deque<Partition*> m_ready;    ///< partitions with fetched records, in order of arrival
    std::vector<BrokerState> m_brokers;
    CoordinatorCall m_call;
    Instant m_lastPoll;
    Instant m_lastCommit;
    bool m_retryScheduled = false;
    bool m_autoCommitScheduled = false;
    bool m_commitsRecords = false;
    /// The record being committed before the next is worked on.
    struct RecordCommit {
        Partition* partition = nullptr;  ///< null: a whole poll's commit
        std::int64_t end = 0;
    };
    RecordCommit m_recordCommit;
};

}  // namespace headroom::sim
