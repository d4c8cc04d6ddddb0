#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/components/kafka/broker.h"
#include "sim/components/kafka/client_connection.h"
#include "sim/components/kafka/produce_request.h"
#include "sim/components/kafka/replica_fetcher.h"
#include "sim/components/kafka/topic.h"
#include "sim/world/context.h"

namespace headroom::sim {

class Consumer;
class Group;

/// A batch as a consumer holds it, whatever becomes of the log meanwhile.
struct FetchedBatch {
    std::int64_t base = 0;
    Records records;
    std::int64_t end() const { return base + static_cast<std::int64_t>(records->size()); }
};

/// A consumer's fetch on its way through a broker.
struct FetchRequest {
    Consumer* consumer = nullptr;
    std::uint32_t round = 0;       ///< of the consumer's fetches from this broker
    model::BrokerIndex broker;
    struct Part {
        Partition* partition = nullptr;
        std::int64_t from = 0;
        std::int64_t to = 0;
        std::vector<FetchedBatch> batches;
    };
    std::vector<Part> parts;
    std::int64_t minBytes = 1;
    std::int64_t maxBytes = 0;
    std::int64_t maxPartitionBytes = 0;
    Duration maxWait{0};
    EventHandle deadline;
    bool isParked = false;
};

/// A Kafka cluster (KRaft): brokers, partitions, replication, the controller.
class Cluster final : public EventTarget, public WorkListener, public BrokerRequestHandler, public HighWatermarkListener {
public:
    Cluster(Context& context, const model::KafkaCluster& declaration);
    ~Cluster();

    const model::KafkaCluster& declaration() const { return m_declaration; }
    const std::string& name() const { return m_declaration.name; }
    const std::vector<std::unique_ptr<Topic>>& topics() const { return m_topics; }
    /// By index of the scenario's topics; null when it belongs to another cluster.
    Topic* findTopic(std::uint32_t index);
    bool isFenced(model::BrokerIndex index) const { return m_isFenced[index.value]; }
    Broker& broker(model::BrokerIndex index) { return *m_brokers[index.value]; }
    const std::vector<std::unique_ptr<Broker>>& brokers() const { return m_brokers; }
    Context& context() { return m_context; }
    RecordPool& recordPool() { return m_recordPool; }

    /// A new TCP connection for produce requests: what is sent on it is worked off in order, one request at a time.
    std::uint32_t openProduceConnection();
    std::uint32_t takeProducerId() { return m_nextProducerId++; }
    void addConnection(ClientConnection& connection) { m_connections.push_back(&connection); }
    void removeConnection(ClientConnection& connection) { std::erase(m_connections, &connection); }

    /// Whether clients can reach the broker: up and not cut off.
    bool isReachable(Place from, model::BrokerIndex broker) const;

    /// A producer's request leaves its client; the answer comes back through ProduceOutcome, or never.
    void produce(Place from, ProduceRequest request);
    /// A consumer's fetch leaves its client; Consumer::onFetched() is called with the parts' ends, or never.
    void fetch(Place from, FetchRequest request);
    /// A small request to the group coordinator's broker; target.onEvent(code, argument) comes back, or never.
    void coordinate(Place from, model::BrokerIndex broker, EventTarget& target, std::uint32_t code, std::uint64_t argument);

    /// Followers park at the leader until something is appended.
    void wakeFollowers(const Partition& partition);

    // Faults and the controller.
    void killBroker(model::BrokerIndex broker);
    void restartBroker(model::BrokerIndex broker);

    void handle(model::BrokerIndex broker, BrokerRequestKind kind, std::uint32_t request) override;
    void onReplicated(std::uint32_t produceRequest) override;
    void onReadable(std::uint32_t fetchRequest) override;
    void onEvent(std::uint32_t code, std::uint64_t argument) override;
    void onWork(std::uint64_t token, WorkOutcome outcome) override;

    /// Groups that read a topic keep its records; the log forgets what all are past.
    void addReader(std::uint32_t topic, const Group& group);
    void forgetRead(Partition& partition);

private:
    enum Code : std::uint32_t {
        ProduceArrives, ProduceAnswered, FetchArrives, FetchDeadline, FetchAnswered, CoordinatorArrives, CoordinatorReplicated,
        CheckIsr, CheckRetention, BalanceLeaders, Fence, Restarted
    };
    struct Coordination {
        Place from;
        model::BrokerIndex broker;
        EventTarget* target = nullptr;
        std::uint32_t code = 0;
        std::uint64_t argument = 0;
    };
    /// The broker's side of a connection: muted from a request's receipt until its answer has been sent.
    struct ProduceConnection {
        std::uint64_t next = 0;
        bool isMuted = false;
        std::map<std::uint64_t, std::uint32_t> arrived;
    };
    void buildTopics();
    void layBacklog(Topic& topic);
    void observe(Topic& topic);
    void arriveInOrder(std::uint32_t slot);
    void workOffConnection(std::uint32_t connection);
    void appendAll(std::uint32_t slot);
    void answerProduce(std::uint32_t slot);
    void serveFetch(std::uint32_t slot);
    bool gather(FetchRequest& request, std::int64_t& bytes, std::int64_t& coldBytes) const;
    void park(std::uint32_t slot);
    void unpark(std::uint32_t slot);
    Records recordsOf(const LogBatch& batch, const Partition& partition);
    void answerFetch(std::uint32_t slot, std::int64_t bytes);
    void shrinkIsrs();
    void applyRetention();
    void fence(model::BrokerIndex index);
    void electLeaders(bool preferred);
    void reportElection(const Topic& topic, const Partition& partition, const Partition::Election& election, bool preferred);
    std::vector<model::BrokerIndex> unfencedBrokers() const;

    Context& m_context;
    const model::KafkaCluster& m_declaration;
    RecordPool m_recordPool;  ///< before all that holds batches
    model::ElementIndex m_element;
    std::vector<std::unique_ptr<Broker>> m_brokers;
    std::vector<bool> m_isFenced;
    std::vector<Instant> m_crashedAt;
    std::vector<std::unique_ptr<Topic>> m_topics;
    std::vector<Topic*> m_byIndex;
    std::vector<std::unique_ptr<ReplicaFetcher>> m_fetchers;
    std::vector<std::vector<const Group*>> m_readers;  ///< by topic index
    std::vector<ClientConnection*> m_connections;
    std::vector<ProduceConnection> m_produceConnections;
    SlotPool<ProduceRequest> m_produces;
    SlotPool<FetchRequest> m_fetches;
    SlotPool<Coordination> m_coordinations;
    std::int64_t m_elections = 0;
    std::uint32_t m_nextProducerId = 0;
};

}  // namespace headroom::sim
