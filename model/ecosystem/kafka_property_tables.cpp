// The properties of Kafka that set something here.
#include <algorithm>
#include <sstream>

#include "model/ecosystem/kafka_properties.h"

namespace headroom::model {

namespace {

using Assignor = ConsumerConfig::Assignor;
using Partitioner = ProducerConfig::Partitioner;

/// The names of a class or of librdkafka's short form.
std::string lastName(const std::string& name) {
    return name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
}

/// The class names first, one an assignor.
const std::vector<std::pair<std::string, Assignor>>& assignorNames() {
    static const std::vector<std::pair<std::string, Assignor>> names{
        {"RangeAssignor", Assignor::Range},   {"RoundRobinAssignor", Assignor::RoundRobin},
        {"StickyAssignor", Assignor::Sticky}, {"CooperativeStickyAssignor", Assignor::CooperativeSticky},
        {"range", Assignor::Range},           {"roundrobin", Assignor::RoundRobin},
        {"sticky", Assignor::Sticky},         {"cooperative-sticky", Assignor::CooperativeSticky}};
    return names;
}

std::optional<Assignor> findAssignor(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return std::nullopt;
    const std::string wanted = lastName(text.substr(first, text.find_last_not_of(' ') - first + 1));
    for (const auto& [name, assignor] : assignorNames())
        if (name == wanted) return assignor;
    return std::nullopt;
}

std::optional<std::vector<Assignor>> readAssignors(const std::string& text, std::string& problem) {
    constexpr const char* known =
        "known assignors are RangeAssignor, RoundRobinAssignor, StickyAssignor and CooperativeStickyAssignor";
    std::vector<Assignor> result;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const std::optional<Assignor> assignor = findAssignor(part);
        if (!assignor) return problem = known, std::nullopt;
        result.push_back(*assignor);
    }
    if (result.empty()) return problem = known, std::nullopt;
    return result;
}

std::string showAssignors(const std::vector<Assignor>& value) {
    std::string text;
    for (const Assignor assignor : value) {
        const auto& name = std::ranges::find(assignorNames(), assignor, &std::pair<std::string, Assignor>::second)->first;
        text += (text.empty() ? "" : ",") + name;
    }
    return text;
}

Codec<std::vector<Assignor>> assignorsCodec() {
    return {readAssignors, showAssignors};
}

Codec<Partitioner> partitionerCodec() {
    const auto names = choiceCodec<Partitioner>({{"null", Partitioner::BuiltIn},
                                                 {"RoundRobinPartitioner", Partitioner::RoundRobin},
                                                 {"consistent_random", Partitioner::ConsistentRandom},
                                                 {"murmur2_random", Partitioner::Murmur2Random}});
    return {[names](const std::string& text, std::string& problem) { return names.read(lastName(text), problem); }, names.show};
}

Codec<bool> compactCodec() {
    return {[](const std::string& text, std::string& problem) -> std::optional<bool> {
                if (text == "delete") return false;
                if (text == "compact" || text == "compact,delete" || text == "delete,compact") return true;
                problem = "it is delete, compact, or both with a comma";
                return std::nullopt;
            },
            [](const bool& value) { return std::string(value ? "compact" : "delete"); }};
}

Codec<Compression> compressionCodec() {
    return choiceCodec<Compression>({{"none", Compression::None},
                                     {"gzip", Compression::Gzip},
                                     {"snappy", Compression::Snappy},
                                     {"lz4", Compression::Lz4},
                                     {"zstd", Compression::Zstd}});
}

template <class Value, class Access>
Property<ProducerConfig> producer(const char* name, Codec<Value> codec, Access access) {
    return property<ProducerConfig>(name, std::move(codec), access);
}
template <class Value, class Access>
Property<ConsumerConfig> consumer(const char* name, Codec<Value> codec, Access access) {
    return property<ConsumerConfig>(name, std::move(codec), access);
}
template <class Value, class Access>
Property<TopicConfig> topic(const char* name, Codec<Value> codec, Access access) {
    return property<TopicConfig>(name, std::move(codec), access);
}
template <class Value, class Access>
Property<BrokerConfig> broker(const char* name, Codec<Value> codec, Access access) {
    return property<BrokerConfig>(name, std::move(codec), access);
}

}  // namespace

const PropertyTable<ProducerConfig>& producerProperties() {
    static const PropertyTable<ProducerConfig> table{
        producer(
            "acks", choiceCodec<Acks>({{"all", Acks::All}, {"1", Acks::Leader}, {"0", Acks::None}}),
            [](auto& c) -> auto& { return c.acks; }),
        producer(
            "enable.idempotence", flagCodec(), [](auto& c) -> auto& { return c.enableIdempotence; }),
        producer(
            "retries", intCodec(0), [](auto& c) -> auto& { return c.retries; }),
        producer(
            "batch.size", bytesCodec(0), [](auto& c) -> auto& { return c.batchSize; }),
        producer(
            "linger.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.linger; }),
        producer(
            "buffer.memory", bytesCodec(0), [](auto& c) -> auto& { return c.bufferMemory; }),
        producer(
            "max.block.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.maxBlock; }),
        producer(
            "max.request.size", bytesCodec(0), [](auto& c) -> auto& { return c.maxRequestSize; }),
        producer(
            "request.timeout.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.requestTimeout; }),
        producer(
            "delivery.timeout.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.deliveryTimeout; }),
        producer(
            "max.in.flight.requests.per.connection", intCodec(1),
            [](auto& c) -> auto& { return c.maxInFlightRequestsPerConnection; }),
        producer(
            "compression.type", compressionCodec(), [](auto& c) -> auto& { return c.compressionType; }),
        producer(
            "retry.backoff.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.retryBackoff; }),
        producer(
            "retry.backoff.max.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.retryBackoffMax; }),
        producer(
            "metadata.max.age.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.metadataMaxAge; }),
        producer(
            "partitioner.class", partitionerCodec(), [](auto& c) -> auto& { return c.partitioner; }),
        producer(
            "partitioner.adaptive.partitioning.enable", flagCodec(),
            [](auto& c) -> auto& { return c.partitionerAdaptivePartitioningEnable; }),
        producer(
            "partitioner.availability.timeout.ms", millisecondsCodec(0),
            [](auto& c) -> auto& { return c.partitionerAvailabilityTimeout; }),
        producer(
            "partitioner.ignore.keys", flagCodec(), [](auto& c) -> auto& { return c.partitionerIgnoreKeys; })};
    return table;
}

const PropertyTable<ConsumerConfig>& consumerProperties() {
    using Reset = ConsumerConfig::OffsetReset;
    using Isolation = ConsumerConfig::Isolation;
    static const PropertyTable<ConsumerConfig> table{
        consumer(
            "fetch.min.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.fetchMinBytes; }),
        consumer(
            "fetch.max.wait.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.fetchMaxWait; }),
        consumer(
            "fetch.max.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.fetchMaxBytes; }),
        consumer(
            "max.partition.fetch.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.maxPartitionFetchBytes; }),
        consumer(
            "max.poll.records", intCodec(1), [](auto& c) -> auto& { return c.maxPollRecords; }),
        consumer(
            "max.poll.interval.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.maxPollInterval; }),
        consumer(
            "session.timeout.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.sessionTimeout; }),
        consumer(
            "heartbeat.interval.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.heartbeatInterval; }),
        consumer(
            "enable.auto.commit", flagCodec(), [](auto& c) -> auto& { return c.enableAutoCommit; }),
        consumer(
            "auto.commit.interval.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.autoCommitInterval; }),
        consumer(
            "auto.offset.reset",
            choiceCodec<Reset>({{"latest", Reset::Latest}, {"earliest", Reset::Earliest}, {"none", Reset::None}}),
            [](auto& c) -> auto& { return c.autoOffsetReset; }),
        consumer(
            "isolation.level",
            choiceCodec<Isolation>(
                {{"read_uncommitted", Isolation::ReadUncommitted}, {"read_committed", Isolation::ReadCommitted}}),
            [](auto& c) -> auto& { return c.isolationLevel; }),
        consumer(
            "partition.assignment.strategy", assignorsCodec(), [](auto& c) -> auto& { return c.partitionAssignmentStrategy; }),
        consumer(
            "group.instance.id", textCodec(), [](auto& c) -> auto& { return c.groupInstanceId; })};
    return table;
}

const PropertyTable<TopicConfig>& topicProperties() {
    static const PropertyTable<TopicConfig> table{
        topic(
            "min.insync.replicas", intCodec(1), [](auto& c) -> auto& { return c.minInsyncReplicas; }),
        topic(
            "retention.ms", millisecondsCodec(0, true), [](auto& c) -> auto& { return c.retentionTime; }),
        topic(
            "retention.bytes", longCodec(-1), [](auto& c) -> auto& { return c.retentionBytes; }),
        topic(
            "segment.bytes", bytesCodec(14), [](auto& c) -> auto& { return c.segmentBytes; }),
        topic(
            "segment.ms", millisecondsCodec(1, true), [](auto& c) -> auto& { return c.segmentTime; }),
        topic(
            "unclean.leader.election.enable", flagCodec(), [](auto& c) -> auto& { return c.uncleanLeaderElectionEnable; }),
        topic(
            "cleanup.policy", compactCodec(), [](auto& c) -> auto& { return c.compact; }),
        topic(
            "max.message.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.maxMessageBytes; })};
    return table;
}

namespace {

PropertyTable<BrokerConfig> ownBrokerProperties() {
    return {
        broker(
            "num.network.threads", intCodec(1, 10000), [](auto& c) -> auto& { return c.numNetworkThreads; }),
        broker(
            "num.io.threads", intCodec(1, 10000), [](auto& c) -> auto& { return c.numIoThreads; }),
        broker(
            "queued.max.requests", intCodec(1), [](auto& c) -> auto& { return c.queuedMaxRequests; }),
        broker(
            "num.replica.fetchers", intCodec(1, 10000), [](auto& c) -> auto& { return c.numReplicaFetchers; }),
        broker(
            "replica.fetch.wait.max.ms", millisecondsCodec(0), [](auto& c) -> auto& { return c.replicaFetchWaitMax; }),
        broker(
            "replica.fetch.max.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.replicaFetchMaxBytes; }),
        broker(
            "replica.fetch.response.max.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.replicaFetchResponseMaxBytes; }),
        broker(
            "replica.lag.time.max.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.replicaLagTimeMax; }),
        broker(
            "broker.session.timeout.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.brokerSessionTimeout; }),
        broker(
            "broker.heartbeat.interval.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.brokerHeartbeatInterval; }),
        broker(
            "group.initial.rebalance.delay.ms", millisecondsCodec(0),
            [](auto& c) -> auto& { return c.groupInitialRebalanceDelay; }),
        broker(
            "group.min.session.timeout.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.groupMinSessionTimeout; }),
        broker(
            "group.max.session.timeout.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.groupMaxSessionTimeout; }),
        broker(
            "log.retention.check.interval.ms", millisecondsCodec(1),
            [](auto& c) -> auto& { return c.logRetentionCheckInterval; }),
        broker(
            "leader.imbalance.check.interval.seconds", wholeUnitsCodec(Duration::seconds(1)),
            [](auto& c) -> auto& { return c.leaderImbalanceCheckInterval; }),
        broker(
            "auto.leader.rebalance.enable", flagCodec(), [](auto& c) -> auto& { return c.autoLeaderRebalanceEnable; }),
        broker(
            "default.replication.factor", intCodec(1), [](auto& c) -> auto& { return c.defaultReplicationFactor; }),
        broker(
            "num.partitions", intCodec(1), [](auto& c) -> auto& { return c.numPartitions; })};
}

/// What a topic has that doesn't set it itself.
PropertyTable<BrokerConfig> topicDefaultProperties() {
    return {broker(
                "min.insync.replicas", intCodec(1), [](auto& c) -> auto& { return c.topicDefaults.minInsyncReplicas; }),
            broker(
                "log.retention.hours", wholeUnitsCodec(Duration::seconds(3600), true),
                [](auto& c) -> auto& { return c.topicDefaults.retentionTime; }),
            broker(
                "log.retention.minutes", wholeUnitsCodec(Duration::seconds(60), true),
                [](auto& c) -> auto& { return c.topicDefaults.retentionTime; }),
            broker(
                "log.retention.ms", millisecondsCodec(0, true), [](auto& c) -> auto& { return c.topicDefaults.retentionTime; }),
            broker(
                "log.retention.bytes", longCodec(-1), [](auto& c) -> auto& { return c.topicDefaults.retentionBytes; }),
            broker(
                "log.segment.bytes", bytesCodec(14), [](auto& c) -> auto& { return c.topicDefaults.segmentBytes; }),
            broker(
                "log.roll.hours", wholeUnitsCodec(Duration::seconds(3600)),
                [](auto& c) -> auto& { return c.topicDefaults.segmentTime; }),
            broker(
                "log.roll.ms", millisecondsCodec(1), [](auto& c) -> auto& { return c.topicDefaults.segmentTime; }),
            broker(
                "unclean.leader.election.enable", flagCodec(),
                [](auto& c) -> auto& { return c.topicDefaults.uncleanLeaderElectionEnable; }),
            broker(
                "log.cleanup.policy", compactCodec(), [](auto& c) -> auto& { return c.topicDefaults.compact; }),
            broker(
                "message.max.bytes", bytesCodec(0), [](auto& c) -> auto& { return c.topicDefaults.maxMessageBytes; })};
}

}  // namespace

const PropertyTable<BrokerConfig>& brokerProperties() {
    static const PropertyTable<BrokerConfig> table = [] {
        PropertyTable<BrokerConfig> all = ownBrokerProperties();
        std::ranges::move(topicDefaultProperties(), std::back_inserter(all));
        return all;
    }();
    return table;
}

}  // namespace headroom::model
