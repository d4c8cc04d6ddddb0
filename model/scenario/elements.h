#pragma once
// The parts of an architecture, as a scenario declares them.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/config/kafka.h"
#include "model/config/kubernetes.h"
#include "model/config/resilience.h"
#include "model/diagnostics.h"
#include "model/scenario/load.h"
#include "model/scenario/step.h"

namespace headroom::model {

/// A source of load: what one arrival, or one cycle of a user, does.
struct Client {
    std::string name;
    std::string zone;
    Load load;
    Steps journey;
    ProducerConfig producer;
    SourceLocation location;
};

struct Operation {
    std::string name;
    Steps steps;
    SourceLocation location;
};

/// The transactional outbox of a service and its relay.
struct Outbox {
    std::string store;                             ///< where the rows live
    std::string insertOperation = "outboxInsert";  ///< store operations; absent in the store: no extra cost
    std::string pollOperation = "outboxPoll";
    std::string deleteOperation = "outboxDelete";
    Duration pollInterval = Duration::milliseconds(100);
    int batchSize = 500;           ///< rows a poll
    int relays = 1;                ///< relay instances; more than one polls disjoint rows
    Distribution relayWorkPerRow;  ///< seconds of CPU in the relay a row
    bool inPod = true;             ///< the relay runs on the service's pods, else on its own core
};

/// Spring Kafka's DefaultErrorHandler with a DeadLetterPublishingRecoverer.
struct ErrorHandler {
    Duration backOffInterval{0};  ///< FixedBackOff interval
    int maxAttempts = 10;         ///< deliveries in all, the first included
    bool exponential = false;     ///< ExponentialBackOff instead
    double multiplier = 2;
    Duration maxInterval = Duration::seconds(30);
    std::string deadLetterTopic;  ///< empty: log and skip
};

/// A consumer group's work in a service.
struct Listener {
    std::string name;
    std::string groupId;
    std::vector<std::string> topics;
    int concurrency = 1;  ///< consumer threads a pod (spring.kafka.listener.concurrency)
    enum class AckMode { Batch, Record } ackMode = AckMode::Batch;
    ConsumerConfig consumer;
    Steps steps;                     ///< per record
    std::optional<StoreStep> dedup;  ///< idempotent consumption: looked up before the steps, by record id
    ErrorHandler errorHandler;
    SourceLocation location;
};

/// A deployable program: a gateway, a domain service, a monolith, or a bare queueing station.
struct Service {
    enum class Role { Service, Gateway, Monolith };

    std::string name;
    Role role = Role::Service;
    std::vector<std::string> zones;  ///< where its pods are spread; empty: all zones
    Deployment deployment;
    std::optional<HorizontalPodAutoscaler> hpa;
    std::optional<ScaledObject> scaledObject;
    Distribution startup;              ///< seconds from container start to able to serve
    Distribution scheduling;           ///< seconds from pod creation to container start (scheduling, image, sandbox)
    Distribution endpointPropagation;  ///< seconds from a readiness change to the callers' view

    std::optional<int> threads;                  ///< server threads a pod (server.tomcat.threads.max); absent: unlimited
    std::optional<int> queue;                    ///< requests waiting for a thread a pod (accept-count); absent: unlimited
    std::optional<double> cores;                 ///< CPU of a pod when it has no limit: cores it may use; absent: the node's
    static constexpr double coresAlone = 1;      ///< of the node of its own that a pod has where the scenario has no nodes
    std::optional<TokenBucketConfig> rateLimit;  ///< gateway: over the whole service
    std::vector<Operation> operations;
    std::vector<Listener> listeners;
    std::optional<Outbox> outbox;

    struct ConnectionPool {  ///< spring.datasource.hikari / driver pool, a pod and store
        int maximumPoolSize = 10;
        Duration connectionTimeout = Duration::seconds(30);
    };
    std::map<std::string, ConnectionPool> pools;  ///< by store name
    ProducerConfig producer;
    std::map<std::string, CircuitBreakerConfig> circuitBreakers;
    std::map<std::string, RetryConfig> retries;
    std::map<std::string, BulkheadConfig> bulkheads;
    std::map<std::string, RateLimiterConfig> rateLimiters;
    std::map<std::string, TimeLimiterConfig> timeLimiters;
    SourceLocation location;
};

/// A database or cache: `servers` operations run at once, the rest wait first come first served.
struct Store {
    enum class Kind { PostgreSql, MongoDb, Redis, Other };
    struct Operation {
        Distribution time;    ///< seconds at the store, once it runs
        double hitRatio = 1;  ///< below 1: a miss also runs `onMiss`
        std::string missStore;
        std::string missOperation;
    };
    std::string name;
    Kind kind = Kind::Other;
    std::string zone;
    int servers = 1;                    ///< operations served at once
    std::optional<int> maxConnections;  ///< connections it accepts in all
    std::map<std::string, Operation> operations;
    SourceLocation location;
};

/// A Kafka cluster (KRaft).
struct KafkaCluster {
    std::string name;
    int brokers = 1;
    std::vector<std::string> zones;  ///< broker i lives in zones[i mod size]
    BrokerConfig config;
    double cores = 8;                   ///< a broker
    Bytes pageCache = Bytes::gibi(16);  ///< a broker; older data is read from the disk
    Bandwidth diskBandwidth{500e6};     ///< a broker
    Distribution requestWork;           ///< seconds of an I/O thread a request
    Distribution batchWork;             ///< seconds of an I/O thread a produced batch
    double workPerByte = 0;             ///< seconds of an I/O thread a byte
    SourceLocation location;
};

struct Topic {
    std::string name;
    std::string cluster;
    int partitions = 1;
    int replicas = 1;  ///< replicationFactor
    TopicConfig config;
    SourceLocation location;
};

struct Zone {
    std::string name;
    Distribution latencyWithin;  ///< one way, seconds
};

/// One-way latency and capacity between zones; the entry without names is the default for every pair.
struct ZoneLink {
    std::string from;
    std::string to;
    Distribution latency;
    std::optional<Bandwidth> bandwidth;  ///< shared by all traffic in this direction; absent: unlimited
};

struct NodeGroup {
    std::string name;
    int count = 1;
    std::vector<std::string> zones;  ///< node i lives in zones[i mod size]
    MilliCpu cpu{8000};              ///< allocatable, a node
    Bytes memory = Bytes::gibi(32);
    std::optional<Bandwidth> bandwidth;  ///< of its network interface
};

}  // namespace headroom::model
