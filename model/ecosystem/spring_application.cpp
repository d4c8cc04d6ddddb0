#include "model/ecosystem/spring_application.h"

#include <fmt/format.h>

#include "model/ecosystem/kafka_properties.h"
#include "model/ecosystem/spring_names.h"

namespace headroom::model {

namespace {

using Names = std::vector<std::string>;

bool startsWith(const std::string& text, const std::string& prefix) {
    return text.compare(0, prefix.size(), prefix) == 0;
}

std::string kebab(const std::string& segment) {
    std::string result;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        const char c = segment[i] == '_' ? '-' : segment[i];
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (isUpper && i > 0 && segment[i - 1] >= 'a' && segment[i - 1] <= 'z') result += '-';
        result += isUpper ? static_cast<char>(c | 0x20) : c;
    }
    return result;
}

Names splitAtDots(const std::string& name) {
    Names parts(1);
    for (const char c : name) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

FlatProperties without(const FlatProperties& properties, const std::string& prefix) {
    FlatProperties result;
    for (const FlatProperty& flat : properties)
        if (!startsWith(flat.name, prefix)) result.push_back(flat);
    return result;
}

/// A Spring name and Kafka's for the same setting.
using Synonyms = std::vector<std::pair<std::string, std::string>>;

Names settledBy(const FlatProperties& properties, const Synonyms& synonyms) {
    Names names;
    for (const FlatProperty& flat : properties)
        for (const auto& [spring, kafka] : synonyms)
            if (spring == flat.name) names.push_back(kafka);
    return names;
}

/// A Spring property that takes the same text as Kafka's own.
template <class T>
Property<T> alias(const char* name, const PropertyTable<T>& table, const char* kafkaName) {
    for (const Property<T>& candidate : table)
        if (candidate.name == kafkaName) return {name, candidate.set, candidate.show};
    throw std::logic_error(std::string("spring application: Kafka has no ") + kafkaName);
}

const PropertyTable<ConsumerConfig>& springConsumerTable() {
    using C = ConsumerConfig;
    static const PropertyTable<C> table{
        property<C>(
            "auto-commit-interval", springDurationCodec(), [](auto& c) -> auto& { return c.autoCommitInterval; }),
        alias<C>("auto-offset-reset", consumerProperties(), "auto.offset.reset"),
        alias<C>("enable-auto-commit", consumerProperties(), "enable.auto.commit"),
        property<C>(
            "fetch-max-wait", springDurationCodec(), [](auto& c) -> auto& { return c.fetchMaxWait; }),
        property<C>(
            "fetch-min-size", dataSizeCodec(0), [](auto& c) -> auto& { return c.fetchMinBytes; }),
        property<C>(
            "heartbeat-interval", springDurationCodec(), [](auto& c) -> auto& { return c.heartbeatInterval; }),
        alias<C>("isolation-level", consumerProperties(), "isolation.level"),
        alias<C>("max-poll-records", consumerProperties(), "max.poll.records"),
        property<C>(
            "max-poll-interval", springDurationCodec(), [](auto& c) -> auto& { return c.maxPollInterval; })};
    return table;
}

const Synonyms& consumerSynonyms() {
    static const Synonyms synonyms{{"auto-commit-interval", "auto.commit.interval.ms"},
                                   {"auto-offset-reset", "auto.offset.reset"},
                                   {"enable-auto-commit", "enable.auto.commit"},
                                   {"fetch-max-wait", "fetch.max.wait.ms"},
                                   {"fetch-min-size", "fetch.min.bytes"},
                                   {"heartbeat-interval", "heartbeat.interval.ms"},
                                   {"isolation-level", "isolation.level"},
                                   {"max-poll-records", "max.poll.records"},
                                   {"max-poll-interval", "max.poll.interval.ms"}};
    return synonyms;
}

const PropertyTable<ProducerConfig>& springProducerTable() {
    using P = ProducerConfig;
    static const PropertyTable<P> table{alias<P>("acks", producerProperties(), "acks"),
                                        property<P>(
                                            "batch-size", dataSizeCodec(0), [](auto& c) -> auto& { return c.batchSize; }),
                                        property<P>(
                                            "buffer-memory", dataSizeCodec(0), [](auto& c) -> auto& { return c.bufferMemory; }),
                                        alias<P>("compression-type", producerProperties(), "compression.type"),
                                        alias<P>("retries", producerProperties(), "retries")};
    return table;
}

const Synonyms& producerSynonyms() {
    static const Synonyms synonyms{{"acks", "acks"},
                                   {"batch-size", "batch.size"},
                                   {"buffer-memory", "buffer.memory"},
                                   {"compression-type", "compression.type"},
                                   {"retries", "retries"}};
    return synonyms;
}

const Names& springClientNames() {
    static const Names names{"bootstrap-servers",
                             "client-id",
                             "key-serializer",
                             "value-serializer",
                             "key-deserializer",
                             "value-deserializer",
                             "transaction-id-prefix",
                             "security.protocol",
                             "ssl.bundle",
                             "ssl.trust-store-location",
                             "ssl.trust-store-password",
                             "ssl.trust-store-type",
                             "ssl.key-store-location",
                             "ssl.key-store-password",
                             "ssl.key-store-type",
                             "ssl.key-password",
                             "ssl.protocol"};
    return names;
}

const PropertyTable<Listener>& listenerTable() {
    using Ack = Listener::AckMode;
    static const PropertyTable<Listener> table{
        property<Listener>(
            "concurrency", intCodec(1, 100'000), [](auto& l) -> auto& { return l.concurrency; }),
        property<Listener>(
            "ack-mode", choiceCodec<Ack>({{"batch", Ack::Batch}, {"record", Ack::Record}}),
            [](auto& l) -> auto& { return l.ackMode; })};
    return table;
}

const Names& listenerNamesWithoutEffect() {
    static const Names names{"type",
                             "ack-count",
                             "ack-time",
                             "async-acks",
                             "auto-startup",
                             "change-consumer-thread-name",
                             "client-id",
                             "idle-between-polls",
                             "idle-event-interval",
                             "idle-partition-event-interval",
                             "immediate-stop",
                             "log-container-config",
                             "missing-topics-fatal",
                             "monitor-interval",
                             "no-poll-threshold",
                             "observation-enabled",
                             "poll-timeout"};
    return names;
}

const PropertyTable<Service::ConnectionPool>& hikariTable() {
    using Pool = Service::ConnectionPool;
    static const PropertyTable<Pool> table{
        property<Pool>(
            "maximum-pool-size", intCodec(1, 1'000'000), [](auto& p) -> auto& { return p.maximumPoolSize; }),
        property<Pool>(
            "connection-timeout", springDurationCodec(Duration::milliseconds(1)),
            [](auto& p) -> auto& { return p.connectionTimeout; })};
    return table;
}

const Names& hikariNamesWithoutEffect() {
    static const Names names{"allow-pool-suspension",
                             "auto-commit",
                             "catalog",
                             "connection-init-sql",
                             "connection-test-query",
                             "data-source-class-name",
                             "data-source-jndi",
                             "driver-class-name",
                             "idle-timeout",
                             "initialization-fail-timeout",
                             "isolate-internal-queries",
                             "jdbc-url",
                             "keepalive-time",
                             "leak-detection-threshold",
                             "login-timeout",
                             "max-lifetime",
                             "minimum-idle",
                             "password",
                             "pool-name",
                             "read-only",
                             "register-mbeans",
                             "schema",
                             "transaction-isolation",
                             "username",
                             "validation-timeout"};
    return names;
}

void bindSpringKafka(BindingContext& context, const FlatProperties& properties, const std::string& path, Service& service,
                     SpringSettings& settings) {
    const std::string prefix = path + ".spring.kafka";
    FlatProperties consumer = below(properties, "spring.kafka.consumer.");
    FlatProperties producer = below(properties, "spring.kafka.producer.");
    FlatProperties common = below(properties, "spring.kafka.properties.");
    FlatProperties consumerOwn = below(consumer, "properties.");
    FlatProperties producerOwn = below(producer, "properties.");
    const auto isIn = [](const auto& table, const Names& others, const std::string& name) {
        for (const auto& candidate : table)
            if (candidate.name == name) return true;
        return std::find(others.begin(), others.end(), name) != others.end();
    };
    for (const FlatProperty& flat : common) {
        const bool isProducers = isIn(producerProperties(), producerNamesWithoutEffect(), flat.name);
        if (isProducers) producerOwn.push_back(flat);
        if (!isProducers || isIn(consumerProperties(), {}, flat.name)) consumerOwn.push_back(flat);
    }
    consumer = without(consumer, "properties.");
    producer = without(producer, "properties.");
    const Names consumerSettled = settledBy(consumer, consumerSynonyms());
    for (std::size_t i = 0; i < consumer.size(); ++i) {
        if (consumer[i].name != "group-id") continue;
        settings.listener.groupId = propertyText(*consumer[i].node);
        context.effective(joinPath(prefix + ".consumer", "group-id"), settings.listener.groupId, *consumer[i].node);
        consumer.erase(consumer.begin() + static_cast<std::ptrdiff_t>(i--));
    }
    applyProperties(context, consumer, springConsumerTable(),
                    {prefix + ".consumer", "a property of spring.kafka.consumer", "", &springClientNames()}, settings.consumer);
    applyConsumer(context, consumerOwn, prefix + ".consumer.properties", consumerSettled, settings.consumer);
    applyProperties(context, producer, springProducerTable(),
                    {prefix + ".producer", "a property of spring.kafka.producer", "", &springClientNames()}, service.producer);
    applyProducer(context, producerOwn, prefix + ".producer.properties", settledBy(producer, producerSynonyms()),
                  service.producer);
    applyProperties(
        context, below(properties, "spring.kafka.listener."), listenerTable(),
        {prefix + ".listener", "a property of spring.kafka.listener", "default of Spring Kafka", &listenerNamesWithoutEffect()},
        settings.listener);
}

void bindPools(BindingContext& context, const FlatProperties& properties, const std::string& path, SpringSettings& settings) {
    const FlatProperties hikari = below(properties, "spring.datasource.hikari.");
    if (!hikari.empty())
        applyProperties(context, without(hikari, "data-source-properties."), hikariTable(),
                        {path + ".spring.datasource.hikari", "a property of spring.datasource.hikari", "default of HikariCP",
                         &hikariNamesWithoutEffect()},
                        settings.hikari.emplace());
    for (const FlatProperty& flat : below(properties, "spring.data.mongodb.")) {
        const std::string text = propertyText(*flat.node);
        const std::size_t at = flat.name == "uri" ? text.find("maxPoolSize=") : std::string::npos;
        if (at == std::string::npos) {
            context.withoutEffect(joinPath(path, "spring.data.mongodb." + flat.name), *flat.node);
            continue;
        }
        const std::string digits = text.substr(at + 12, text.find('&', at) - at - 12);
        std::string problem;
        const auto size = intCodec(1, 1'000'000).read(digits, problem);
        if (!size)
            context.error(*flat.node, fmt::format("maxPoolSize can't be '{}'", digits), problem);
        else
            settings.mongo = Service::ConnectionPool{*size, Duration::seconds(120)};
    }
}

/// Groups of names that are read somewhere above; their neighbours are checked for misspellings.
bool isRead(const std::string& name) {
    for (const char* prefix : {"server.tomcat.", "spring.main.", "spring.kafka.consumer.", "spring.kafka.producer.",
                               "spring.kafka.properties.", "spring.kafka.listener.", "spring.datasource.hikari.", "spring.data.mongodb.", "resilience4j."})
        if (startsWith(name, prefix)) return true;
    return false;
}

void bindOther(BindingContext& context, const FlatProperty& flat, const std::string& path) {
    std::string parent;
    for (const std::string& segment : splitAtDots(flat.name)) {
        const Names& known = springChildren(parent);
        if (known.empty()) break;
        if (std::find(known.begin(), known.end(), segment) == known.end()) {
            const std::string near = nearestWord(segment, known);
            if (near.empty()) break;
            const std::string whole = parent.empty() ? near : parent + "." + near;
            context.diagnostics().error(flat.keyLocation, fmt::format("'{}' is not a property of Spring Boot", flat.name),
                                        fmt::format("did you mean '{}'?", whole));
            return;
        }
        parent += (parent.empty() ? "" : ".") + segment;
    }
    context.withoutEffect(joinPath(path, flat.name), *flat.node);
}

}  // namespace

std::string springName(const std::string& name) {
    const Names parts = splitAtDots(name);
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool isInstance =
            i == 3 && parts[0] == "resilience4j" && (parts[2] == "instances" || parts[2] == "configs" || parts[2] == "backends");
        const bool isKafkas = startsWith(result, "spring.kafka.") && (result + ".").find(".properties.") != std::string::npos;
        result += (i == 0 ? "" : ".") + (isInstance || isKafkas ? parts[i] : kebab(parts[i]));
    }
    return result;
}

void bindApplication(BindingContext& context, const SourceNode* node, const std::string& path, Service& service,
                     SpringSettings& settings) {
    settings.consumer = defaultConsumer(context.scenario().versions);
    settings.consumer.enableAutoCommit = false;  // Spring Kafka's containers commit themselves
    service.producer = defaultProducer(context.scenario().versions);
    const FlatProperties properties = node == nullptr ? FlatProperties{} : flatten(context, *node, springName);
    bindWebServer(context, properties, path, service);
    bindPools(context, properties, path, settings);
    bindSpringKafka(context, properties, path, service, settings);
    bindResilience(context, properties, path, service);
    for (const FlatProperty& flat : properties)
        if (!isRead(flat.name)) bindOther(context, flat, path);
}

}  // namespace headroom::model
