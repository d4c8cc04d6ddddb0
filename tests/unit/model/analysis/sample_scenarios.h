#pragma once
// Scenarios built by hand, for tests of the static analysis.

#include <string>

#include "model/scenario/scenario.h"

namespace headroom::model::samples {

inline Step cpu(double seconds, double probability = 1) {
    return {CpuStep{Distribution::constant(seconds)}, probability, false, {}};
}
inline Step wait(double seconds) {
    return {WaitStep{Distribution::constant(seconds)}, 1, false, {}};
}
inline Step call(const std::string& service, const std::string& operation, double probability = 1) {
    return {CallStep{service, operation, {}, {}, false}, probability, false, {}};
}
inline Step store(const std::string& name, const std::string& operation) {
    return {StoreStep{name, operation, {}, {}, false}, 1, false, {}};
}
inline Step publish(const std::string& topic, PublishStep::Via via = PublishStep::Via::Direct, double bytes = 500) {
    return {PublishStep{topic, via, {KeySpec::Kind::Uniform, 100'000, 1}, Distribution::constant(bytes)}, 1, false, {}};
}
inline Step fail(double probability) {
    return {FailStep{probability}, 1, false, {}};
}
inline Step perBatch(Step step) {
    step.perBatch = true;
    return step;
}

inline Service service(const std::string& name, std::vector<Operation> operations, int replicas = 1, double cores = 1) {
    Service result;
    result.name = name;
    result.deployment.replicas = replicas;
    result.cores = cores;
    result.operations = std::move(operations);
    return result;
}

inline Listener listener(const std::string& name, std::vector<std::string> topics, Steps steps, int concurrency = 1) {
    Listener result;
    result.name = result.groupId = name;
    result.topics = std::move(topics);
    result.steps = std::move(steps);
    result.concurrency = concurrency;
    return result;
}

inline Store storeOf(const std::string& name, int servers, std::map<std::string, double> operations,
                     Store::Kind kind = Store::Kind::Other) {
    Store result;
    result.name = name;
    result.kind = kind;
    result.servers = servers;
    for (const auto& [operation, seconds] : operations) result.operations[operation].time = Distribution::exponential(seconds);
    return result;
}

inline Client openClient(const std::string& name, double rate, Steps journey) {
    return {name, "", OpenLoad{OpenLoad::Process::Poisson, LoadProfile::hold(rate), {}}, std::move(journey), {}, {}};
}
inline Client closedClient(const std::string& name, double users, double thinkTime, Steps journey) {
    return {name, "", ClosedLoad{LoadProfile::hold(users), Distribution::exponential(thinkTime)}, std::move(journey), {}, {}};
}

inline KafkaCluster cluster(int brokers) {
    KafkaCluster result;
    result.name = "main";
    result.brokers = brokers;
    result.requestWork = Distribution::constant(40e-6);
    result.batchWork = Distribution::constant(10e-6);
    result.workPerByte = 0.5e-9;
    return result;
}
inline Topic topic(const std::string& name, int partitions, int replicas = 1, int minInSync = 1) {
    Topic result;
    result.name = name;
    result.cluster = "main";
    result.partitions = partitions;
    result.replicas = replicas;
    result.config.minInsyncReplicas = minInSync;
    return result;
}

/// Client -> front -> back -> store, and a topic read by two groups.
inline Scenario pipeline(double rate = 100) {
    Scenario s;
    s.name = "pipeline";
    s.clients = {openClient("users", rate, {call("front", "ask")})};
    s.services = {service("front", {{"ask", {cpu(0.001), call("back", "work")}, {}}}, 2),
                  service("back", {{"work", {cpu(0.002), store("db", "insert"), publish("events")}, {}}}, 2),
                  service("mail", {}, 2), service("log", {}, 3)};
    s.services[2].listeners = {listener("mail", {"events"}, {cpu(0.004)})};
    s.services[3].listeners = {listener("log", {"events"}, {store("db", "append")})};
    s.stores = {storeOf("db", 4, {{"insert", 0.01}, {"append", 0.001}})};
    s.clusters = {cluster(3)};
    s.topics = {topic("events", 6, 3, 2)};
    return s;
}

/// The reference platform's shape and size, with the middle of its guesses.
inline Scenario transactionPlatform() {
    Scenario s;
    s.name = "transaction-platform";
    s.duration = Duration::seconds(1200);
    for (const char* zone : {"zone-a", "zone-b", "zone-c"}) s.zones.push_back({zone, Distribution::constant(0.00015)});
    s.links = {{"", "", Distribution::constant(0.00065), Bandwidth{1.25e9}}};
    s.nodes = {{"worker", 9, {"zone-a", "zone-b", "zone-c"}, MilliCpu{16000}, Bytes::gibi(64), {}}};
    LoadProfile users;
    users.pieces = {{LoadProfile::Piece::Shape::Daily, 40, 500, Duration::infinite(), Duration::seconds(1200), {}}};
    s.clients = {{"users",
                  "zone-a",
                  ClosedLoad{users, Distribution::exponential(0.04)},
                  {call("gateway", "createTransaction"), call("gateway", "status", 0.1)},
                  {},
                  {}}};
    Service gateway = service("gateway",
                              {{"createTransaction", {cpu(60e-6), cpu(100e-6), call("transaction", "create")}, {}},
                               {"status", {cpu(60e-6), cpu(100e-6), call("transaction", "status")}, {}}},
                              3, 4);
    gateway.role = Service::Role::Gateway;
    gateway.rateLimit = TokenBucketConfig{60000, 60000, 1};
    Service transaction = service(
        "transaction",
        {{"create",
          {cpu(0.0005), store("ledger", "insertTransaction"), publish("transaction-initiated", PublishStep::Via::Outbox, 750)},
          {}},
         {"status", {cpu(0.0002), store("cache", "get")}, {}}},
        2, 2);
    transaction.threads = 200;
    transaction.deployment.requests.cpu = MilliCpu{1000};
    transaction.pools["ledger"].maximumPoolSize = 40;
    transaction.hpa = HorizontalPodAutoscaler{
        "transaction", 2, 12, {{HpaMetric::Type::Resource, "cpu", "", HpaMetric::TargetType::Utilization, 60}}, {}};
    transaction.outbox = Outbox{};
    transaction.outbox->store = "ledger";
    transaction.outbox->pollInterval = Duration::milliseconds(60);
    transaction.outbox->batchSize = 1000;
    transaction.outbox->relays = 2;
    transaction.outbox->relayWorkPerRow = Distribution::constant(12.5e-6);
    Service notification = service("notification", {}, 12, 2);
    notification.listeners = {listener("notification", {"transaction-initiated"}, {cpu(150e-6)}, 2)};
    notification.listeners[0].errorHandler.deadLetterTopic = "notification-dlt";
    Service audit = service("audit", {}, 12, 2);
    audit.listeners = {listener("audit", {"transaction-initiated"}, {cpu(60e-6), perBatch(store("audit-log", "insertMany"))}, 2)};
    s.services = {gateway, transaction, notification, audit};
    s.stores = {storeOf("ledger", 64, {{"insertTransaction", 0.0015}, {"outboxPoll", 0.003}, {"outboxDelete", 0.003}},
                        Store::Kind::PostgreSql),
                storeOf("audit-log", 64, {{"insertMany", 0.005}}, Store::Kind::MongoDb),
                storeOf("cache", 1, {{"get", 14e-6}}, Store::Kind::Redis)};
    s.stores[0].zone = s.stores[2].zone = "zone-a";
    s.stores[1].zone = "zone-b";
    s.clusters = {cluster(3)};
    s.clusters[0].zones = {"zone-a", "zone-b", "zone-c"};
    s.topics = {topic("transaction-initiated", 24, 3, 2), topic("notification-dlt", 24, 3, 2)};
    return s;
}

/// `count` services in chains of ten, every other one with a topic, a group and a store of its own.
inline Scenario large(int count) {
    Scenario s;
    s.name = "large";
    s.clusters = {cluster(6)};
    for (int i = 0; i < count; ++i) {
        const std::string id = std::to_string(i);
        Steps steps{cpu(0.0003), store("db" + id, "read")};
        if (i % 10 != 9 && i + 1 < count) steps.push_back(call("s" + std::to_string(i + 1), "do", 0.9));
        if (i % 2 == 0) steps.push_back(publish("t" + id, i % 4 == 0 ? PublishStep::Via::Outbox : PublishStep::Via::Async));
        s.services.push_back(service("s" + id, {{"do", steps, {}}, {"look", {cpu(0.0001), store("db" + id, "read")}, {}}}, 4, 2));
        if (i % 4 == 0) s.services.back().outbox.emplace().store = "db" + id;
        if (i % 2 == 1)
            s.services.back().listeners = {
                listener("g" + id, {"t" + std::to_string(i - 1)}, {cpu(0.0002), perBatch(store("db" + id, "read"))}, 3)};
        s.stores.push_back(
            storeOf("db" + id, 16, {{"read", 0.001}, {"outboxPoll", 0.001}, {"outboxDelete", 0.001}}, Store::Kind::PostgreSql));
        if (i % 2 == 0) s.topics.push_back(topic("t" + id, 12, 3, 2));
        if (i % 10 == 0) s.clients.push_back(openClient("c" + id, 500, {call("s" + id, "do"), call("s" + id, "look", 0.5)}));
    }
    return s;
}

}  // namespace headroom::model::samples
