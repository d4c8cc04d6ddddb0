#pragma once

#include <cstdint>
#include <vector>

#include "sim/components/kafka/broker.h"
#include "sim/components/kafka/partition.h"

namespace headroom::sim {

class Cluster;

/// The thread with which one broker replicates the partitions another one leads: one fetch in flight, parked at the leader
/// while there is nothing new. A fetch carries the follower's log ends, which is how the leader learns of them.
class ReplicaFetcher final : public EventTarget {
public:
    ReplicaFetcher(Cluster& cluster, Broker& follower, Broker& leader);

    /// Starts (again), or makes a parked fetch answer because something was appended.
    void wake();
    Broker& follower() { return m_follower; }
    Broker& leader() { return m_leader; }
    void addPartition(Partition& partition) { m_partitions.push_back(&partition); }
    /// One of the two brokers died, and with it the fetch in flight.
    void onDisconnected() { giveUp(); }
    /// The I/O thread of the leader has taken up the fetch.
    void handleAtLeader();
    void onEvent(std::uint32_t code, std::uint64_t round) override;

private:
    enum Code : std::uint32_t { ArriveAtLeader, ParkedTooLong, ArriveAtFollower, TryAgain };
    enum class State : std::uint8_t { Idle, Sent, Parked, Answering };
    struct Part {
        Partition* partition;
        std::int64_t end;
        std::uint32_t epoch;
    };
    bool canRun() const;
    void send();
    void serve(bool mustAnswer);
    void giveUp();

    Cluster& m_cluster;
    Broker& m_follower;
    Broker& m_leader;
    std::vector<Partition*> m_partitions;  ///< all that both hold a replica of
    std::vector<Part> m_answer;
    State m_state = State::Idle;
    std::uint64_t m_round = 0;
};

}  // namespace headroom::sim
