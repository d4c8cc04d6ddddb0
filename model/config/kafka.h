#pragma once
// Kafka settings, each field the camelCase form of Kafka's own property; defaults are Kafka 3.9's (Java client).

#include <string>
#include <vector>

#include "model/quantities.h"

namespace headroom::model {

enum class Compression { None, Gzip, Snappy, Lz4, Zstd };
enum class Acks { None, Leader, All };

struct ProducerConfig {
    enum class Partitioner { BuiltIn, RoundRobin, ConsistentRandom, Murmur2Random };

    Acks acks = Acks::All;
    bool enableIdempotence = true;
    int retries = 2147483647;
    Bytes batchSize{16384};
    Duration linger{0};
    Bytes bufferMemory = Bytes::mebi(32);
    Duration maxBlock = Duration::seconds(60);
    Bytes maxRequestSize = Bytes::mebi(1);
    Duration requestTimeout = Duration::seconds(30);
    Duration deliveryTimeout = Duration::seconds(120);
    int maxInFlightRequestsPerConnection = 5;
    Compression compressionType = Compression::None;
    Duration retryBackoff = Duration::milliseconds(100);
    Duration retryBackoffMax = Duration::milliseconds(1000);
    Duration metadataMaxAge = Duration::seconds(300);
    Partitioner partitioner = Partitioner::BuiltIn;
    bool partitionerAdaptivePartitioningEnable = true;
    Duration partitionerAvailabilityTimeout{0};
    bool partitionerIgnoreKeys = false;
};

struct ConsumerConfig {
    enum class Assignor { Range, RoundRobin, Sticky, CooperativeSticky };
    enum class OffsetReset { Earliest, Latest, None };
    enum class Isolation { ReadUncommitted, ReadCommitted };

    Bytes fetchMinBytes{1};
    Duration fetchMaxWait = Duration::milliseconds(500);
    Bytes fetchMaxBytes = Bytes::mebi(50);
    Bytes maxPartitionFetchBytes = Bytes::mebi(1);
    int maxPollRecords = 500;
    Duration maxPollInterval = Duration::seconds(300);
    Duration sessionTimeout = Duration::seconds(45);
    Duration heartbeatInterval = Duration::seconds(3);
    bool enableAutoCommit = true;
    Duration autoCommitInterval = Duration::seconds(5);
    OffsetReset autoOffsetReset = OffsetReset::Latest;
    Isolation isolationLevel = Isolation::ReadUncommitted;
    std::vector<Assignor> partitionAssignmentStrategy{Assignor::Range, Assignor::CooperativeSticky};
    std::string groupInstanceId;  ///< empty: dynamic member; "auto": one static id a pod and thread
};

struct TopicConfig {
    int minInsyncReplicas = 1;
    Duration retentionTime = Duration::seconds(7 * 24 * 3600);  ///< retention.ms; infinite = -1
    std::int64_t retentionBytes = -1;                           ///< retention.bytes a partition; -1 = unlimited
    Bytes segmentBytes = Bytes::gibi(1);
    Duration segmentTime = Duration::seconds(7 * 24 * 3600);    ///< segment.ms
    bool uncleanLeaderElectionEnable = false;
    bool compact = false;                                       ///< cleanup.policy contains compact
    Bytes maxMessageBytes{1048588};
};

struct BrokerConfig {
    int numNetworkThreads = 3;
    int numIoThreads = 8;
    int queuedMaxRequests = 500;
    int numReplicaFetchers = 1;
    Duration replicaFetchWaitMax = Duration::milliseconds(500);
    Bytes replicaFetchMaxBytes = Bytes::mebi(1);
    Bytes replicaFetchResponseMaxBytes = Bytes::mebi(10);
    Duration replicaLagTimeMax = Duration::seconds(30);
    Duration brokerSessionTimeout = Duration::seconds(9);
    Duration brokerHeartbeatInterval = Duration::seconds(2);
    Duration groupInitialRebalanceDelay = Duration::seconds(3);
    Duration groupMinSessionTimeout = Duration::seconds(6);
    Duration groupMaxSessionTimeout = Duration::seconds(1800);
    Duration logRetentionCheckInterval = Duration::seconds(300);
    Duration leaderImbalanceCheckInterval = Duration::seconds(300);
    bool autoLeaderRebalanceEnable = true;
    int defaultReplicationFactor = 1;
    int numPartitions = 1;
    TopicConfig topicDefaults;  ///< min.insync.replicas, log.retention.*, log.segment.* of server.properties
};

}  // namespace headroom::model
