#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

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

    /// `replicas` brokers may lead a partition, one after another where some are down.
    void createTopic(const std::string& name, int partitions, int replicas);
    /// When brokers are down, another one coordinates the group.
    void declareGroup(const std::string& group);

    /// Connections to it end, none begins; another broker leads and coordinates in its place, if there is one.
    void setDown(int broker);
    void setUp(int broker);

private:
    struct Cluster;
    struct Partition {
        std::string topic;
        int number = 0;
        int preferred = 0;
        int replicas = 1;
        int leader = 0;
    };
    struct Group {
        int preferred = 0;
        int coordinator = -1;
    };

    int standIn(int preferred, int candidates) const;
    void lead(Partition& partition, int broker);
    void coordinate(const std::string& name, Group& group, int broker);
    void arrange();

    int m_brokers;
    std::unique_ptr<Cluster> m_cluster;
    std::vector<Partition> m_partitions;
    std::map<std::string, Group> m_groups;
    std::set<int> m_down;
};

}  // namespace headroom::services
