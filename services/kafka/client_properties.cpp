#include "services/kafka/client_properties.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace headroom::services {

namespace {

std::string number(std::int64_t value, std::int64_t least, std::int64_t most) {
    return std::to_string(std::clamp(value, least, most));
}

std::string milliseconds(model::Duration time, std::int64_t least, std::int64_t most) {
    return number(time.isInfinite() ? most : time.toMilliseconds(), least, most);
}

const char* word(model::Compression compression) {
    switch (compression) {
        case model::Compression::None: return "none";
        case model::Compression::Gzip: return "gzip";
        case model::Compression::Snappy: return "snappy";
        case model::Compression::Lz4: return "lz4";
        case model::Compression::Zstd: return "zstd";
    }
    return "none";
}

const char* word(model::Acks acks) {
    switch (acks) {
        case model::Acks::None: return "0";
        case model::Acks::Leader: return "1";
        case model::Acks::All: return "all";
    }
    return "all";
}

/// The first of them that librdkafka has; it can't mix eager and cooperative ones.
std::string assignorOf(const model::ConsumerConfig& config) {
    using Assignor = model::ConsumerConfig::Assignor;
    for (const Assignor assignor : config.partitionAssignmentStrategy) {
        if (assignor == Assignor::Range) return "range";
        if (assignor == Assignor::RoundRobin) return "roundrobin";
        if (assignor == Assignor::CooperativeSticky) return "cooperative-sticky";
    }
    return "range";
}

constexpr std::int64_t mostMilliseconds = 86'400'000;

}  // namespace

KafkaProperties producerProperties(const model::ProducerConfig& config) {
    return {{"acks", word(config.acks)},
            {"enable.idempotence", config.enableIdempotence ? "true" : "false"},
            {"batch.size", number(config.batchSize.value, 1, 2'147'483'647)},
            {"linger.ms", milliseconds(config.linger, 0, 900'000)},
            {"queue.buffering.max.kbytes", number(config.bufferMemory.value / 1024, 1, 2'147'483'647)},
            {"message.max.bytes", number(config.maxRequestSize.value, 1000, 1'000'000'000)},
            {"request.timeout.ms", milliseconds(config.requestTimeout, 1, 900'000)},
            {"delivery.timeout.ms", milliseconds(config.deliveryTimeout, 1, mostMilliseconds)},
            {"max.in.flight.requests.per.connection",
             number(config.maxInFlightRequestsPerConnection, 1, config.enableIdempotence ? 5 : 1'000'000)},
            {"compression.type", word(config.compressionType)},
            {"retry.backoff.ms", milliseconds(config.retryBackoff, 1, 300'000)},
            // As Java's client chooses for a key.
            {"partitioner", config.partitioner == model::ProducerConfig::Partitioner::ConsistentRandom ? "consistent_random"
                                                                                                       : "murmur2_random"}};
}

KafkaProperties consumerProperties(const model::ConsumerConfig& config, const std::string& groupId) {
    const bool isEarliest = config.autoOffsetReset == model::ConsumerConfig::OffsetReset::Earliest;
    const bool isNone = config.autoOffsetReset == model::ConsumerConfig::OffsetReset::None;
    const std::int64_t session = std::clamp<std::int64_t>(config.sessionTimeout.toMilliseconds(), 1, 3'600'000);
    return {{"group.id", groupId},
            {"enable.auto.commit", "false"},  // as Spring's listener containers do: they commit what they have processed
            {"enable.auto.offset.store", "false"},
            {"auto.offset.reset", isEarliest ? "earliest"
                                  : isNone   ? "error"
                                             : "latest"},
            {"fetch.min.bytes", number(config.fetchMinBytes.value, 1, 100'000'000)},
            {"fetch.wait.max.ms", milliseconds(config.fetchMaxWait, 0, 300'000)},
            {"max.partition.fetch.bytes", number(config.maxPartitionFetchBytes.value, 1, 1'000'000'000)},
            {"session.timeout.ms", std::to_string(session)},
            {"max.poll.interval.ms", number(config.maxPollInterval.toMilliseconds(), session, mostMilliseconds)},
            {"heartbeat.interval.ms", milliseconds(config.heartbeatInterval, 1, 3'600'000)},
            {"isolation.level",
             config.isolationLevel == model::ConsumerConfig::Isolation::ReadCommitted ? "read_committed" : "read_uncommitted"},
            {"partition.assignment.strategy", assignorOf(config)}};
}

ConfigurationHandle configuration(const KafkaAccess& access, const KafkaProperties& properties) {
    ConfigurationHandle made(rd_kafka_conf_new());
    std::array<char, 512> why{};
    const auto set = [&](const std::string& name, const std::string& value) {
        if (rd_kafka_conf_set(made.get(), name.c_str(), value.c_str(), why.data(), why.size()) != RD_KAFKA_CONF_OK)
            throw std::runtime_error("Kafka client property " + name + " is refused");
    };
    set("bootstrap.servers", access.bootstrap);
    set("client.id", access.clientId);
    set("allow.auto.create.topics", "false");
    set("log_level", "3");
    for (const auto& [name, value] : properties) set(name, value);
    for (const auto& [name, value] : access.properties) set(name, value);
    return made;
}

}  // namespace headroom::services
