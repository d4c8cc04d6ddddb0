#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace headroom::services {

/// librdkafka's mock cluster on loopback, in this process: what is produced can be consumed, by groups too, as long as it lives.
/// It has no replication and keeps 5 MiB a partition. Brokers count from 0, as in a scenario. Throws std::runtime_error where it
/// fails.
class EmbeddedBroker {
public:
    explicit EmbeddedBroker(int brokers);
    ~EmbeddedBroker();
    EmbeddedBroker(const EmbeddedBroker&) = delete;
    EmbeddedBroker& operator=(const EmbeddedBroker&) = delete;

    std::string bootstrap() const;
    int brokers() const { return m_brokers; }

    /// Any broker leads a partition; with more than one replica another one does while that is down.
    void createTopic(const std::string& name, int partitions, int replicas);
    /// Another broker coordinates the group while its own is down.
    void declareGroup(const std::string& group) { m_groups.try_emplace(group); }

    /// How long each answer of each broker takes, in milliseconds; 0 at first. With some of it groups settle sooner: the mock
    /// cluster refuses whoever asks for an assignment after the group's leader has given it (real brokers answer), and the leader
    /// needs one answer more than the others.
    void setRoundTrip(int milliseconds);

    /// Connections to it end, none begins; another broker leads and coordinates in its place, if there is one.
    void setDown(int broker);
    void setUp(int broker);

private:
    struct Cluster;
    using Partition = std::pair<std::string, int>;  ///< a topic and a number

    std::map<Partition, int> leaders() const;
    void lead(const Partition& partition, int broker);
    void moveLeaders(int from, int to);
    void moveCoordinators(int to);
    int findStandIn(int broker) const;

    int m_brokers;
    std::unique_ptr<Cluster> m_cluster;
    std::map<std::string, int> m_replicas;  ///< by topic
    std::map<std::string, int> m_groups;    ///< and who coordinates them; -1: nobody tells
    std::map<Partition, int> m_moved;       ///< and who led them before
    std::set<int> m_down;
};

}  // namespace headroom::services
