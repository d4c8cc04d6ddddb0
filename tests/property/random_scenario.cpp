#include "tests/property/random_scenario.h"

#include <algorithm>
#include <string>

#include "sim/random/stream.h"

namespace headroom::tests {

using namespace model;

namespace {

class Generator {
public:
    explicit Generator(std::uint64_t seed) : m_random(seed, "random scenario") { m_scenario.seed = seed; }

    Scenario scenario() {
        m_scenario.name = "random";
        m_scenario.duration = Duration::seconds(range(8, 40));
        zones();
        cluster();
        stores();
        topics();
        producers();
        consumers();
        faults();
        initialLag();
        ackModes();
        return m_scenario;
    }

private:
    std::int64_t range(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(high - low + 1)));
    }
    bool coin(double probability = 0.5) { return m_random.chance(probability); }
    Distribution time(double mean) { return coin() ? Distribution::exponential(mean) : Distribution::constant(mean); }
    Step step(decltype(Step::action) action, double probability = 1) { return {std::move(action), probability, false, {}}; }

    void zones() {
        if (coin(0.3)) return;
        for (const char* name : {"a", "b", "c"}) m_scenario.zones.push_back({name, Distribution::constant(0.0001)});
        m_scenario.links.push_back({"", "", time(0.0008), {}});
    }

    std::string zone() { return m_scenario.zones.empty() ? "" : m_scenario.zones[m_random.below(m_scenario.zones.size())].name; }

    void cluster() {
        KafkaCluster cluster;
        cluster.name = "main";
        cluster.brokers = static_cast<int>(range(1, 4));
        for (const Zone& z : m_scenario.zones) cluster.zones.push_back(z.name);
        cluster.requestWork = time(30e-6);
        cluster.batchWork = time(10e-6);
        cluster.config.logRetentionCheckInterval = Duration::seconds(1);
        cluster.config.replicaLagTimeMax = Duration::seconds(range(2, 30));
        cluster.pageCache = coin(0.8) ? Bytes::gibi(1) : Bytes{20'000};
        m_scenario.clusters.push_back(cluster);
    }

    void stores() {
        Store store;
        store.name = "db";
        store.zone = zone();
        store.servers = static_cast<int>(range(1, 8));
        store.operations["op"] = {time(0.001), 1, "", ""};
        store.operations["outboxPoll"] = {time(0.001), 1, "", ""};
        m_scenario.stores.push_back(store);
    }

    Topic topic(const std::string& name) {
        Topic topic;
        topic.name = name;
        topic.cluster = "main";
        topic.partitions = static_cast<int>(range(1, 8));
        topic.replicas = static_cast<int>(range(1, m_scenario.clusters[0].brokers));
        topic.config.minInsyncReplicas = static_cast<int>(range(1, topic.replicas));
        topic.config.uncleanLeaderElectionEnable = coin(0.3);
        if (coin(0.4)) {
            topic.config.segmentBytes = Bytes{range(2'000, 60'000)};
            if (coin()) topic.config.retentionTime = Duration::seconds(range(1, 8));
            if (coin()) topic.config.retentionBytes = range(5'000, 200'000);
        }
        return topic;
    }

    void topics() {
        for (std::int64_t i = range(1, 3); i > 0; --i) m_scenario.topics.push_back(topic("t" + std::to_string(i)));
        m_scenario.topics.push_back(topic("dlt"));
    }

    PublishStep publish() {
        PublishStep publish;
        publish.topic = m_scenario.topics[m_random.below(m_scenario.topics.size() - 1)].name;
        publish.via = coin() ? PublishStep::Via::Async : PublishStep::Via::Direct;
        if (coin(0.7)) publish.key = {coin() ? KeySpec::Kind::Uniform : KeySpec::Kind::Zipf, range(1, 50), 1.1};
        publish.size = Distribution::constant(static_cast<double>(range(50, 3000)));
        return publish;
    }

    ProducerConfig producerConfig() {
        ProducerConfig config;
        config.acks = coin(0.6) ? Acks::All : coin() ? Acks::Leader : Acks::None;
        config.enableIdempotence = config.acks == Acks::All && coin(0.8);
        config.linger = Duration::milliseconds(coin() ? 0 : range(1, 30));
        config.batchSize = Bytes{range(1000, 40000)};
        config.requestTimeout = Duration::seconds(range(1, 30));
        config.deliveryTimeout = config.requestTimeout + Duration::seconds(range(1, 60));
        if (coin(0.2)) config.bufferMemory = Bytes{50'000};
        return config;
    }

    void producers() {
        Client client;
        client.name = "source";
        client.zone = zone();
        client.load = OpenLoad{OpenLoad::Process::Poisson, LoadProfile::hold(static_cast<double>(range(20, 400))), {}};
        client.journey.push_back(step(publish()));
        m_scenario.clients.push_back(client);
        if (coin()) return;
        Service service;
        service.name = "front";
        service.deployment.replicas = static_cast<int>(range(1, 3));
        service.threads = static_cast<int>(range(1, 20));
        service.producer = producerConfig();
        PublishStep record = publish();
        if (coin(0.6)) {
            record.via = PublishStep::Via::Outbox;
            service.outbox = Outbox{};
            service.outbox->store = "db";
            service.outbox->relays = static_cast<int>(range(1, 3));
            service.outbox->batchSize = static_cast<int>(range(1, 100));
        }
        service.operations.push_back({"serve", {step(CpuStep{time(0.0005)}), step(StoreStep{"db", "op", Duration::seconds(2), {}, false}), step(record)}, {}});
        m_scenario.services.push_back(service);
        Client users;
        users.name = "users";
        users.load = ClosedLoad{LoadProfile::hold(static_cast<double>(range(1, 20))), time(0.05)};
        users.journey.push_back(step(CallStep{"front", "serve", Duration::seconds(3), {}, false}));
        m_scenario.clients.push_back(users);
    }

    void consumers() {
        for (std::int64_t i = range(1, 3); i > 0; --i) {
            Service service;
            service.name = "worker" + std::to_string(i);
            service.deployment.replicas = static_cast<int>(range(1, 3));
            service.producer = producerConfig();
            service.listeners.push_back(listener(service.name));
            m_scenario.services.push_back(service);
        }
    }

    Listener listener(const std::string& name) {
        Listener listener;
        listener.name = listener.groupId = name;
        for (const Topic& t : m_scenario.topics)
            if (t.name != "dlt" && (listener.topics.empty() || coin())) listener.topics.push_back(t.name);
        listener.concurrency = static_cast<int>(range(1, 4));
        listener.consumer.enableAutoCommit = coin();
        listener.consumer.autoOffsetReset = coin() ? ConsumerConfig::OffsetReset::Earliest : ConsumerConfig::OffsetReset::Latest;
        listener.consumer.sessionTimeout = Duration::seconds(range(6, 12));
        listener.consumer.maxPollRecords = static_cast<int>(range(1, 500));
        using Assignor = ConsumerConfig::Assignor;
        const Assignor all[] = {Assignor::Range, Assignor::RoundRobin, Assignor::Sticky, Assignor::CooperativeSticky};
        listener.consumer.partitionAssignmentStrategy = {all[m_random.below(4)]};
        listener.steps.push_back(step(CpuStep{time(0.0003)}));
        if (coin(0.3)) listener.steps.push_back(step(WaitStep{time(0.0005)}));
        if (coin(0.3)) listener.steps.push_back(step(StoreStep{"db", "op", Duration::seconds(1), {}, false}));
        if (coin(0.3)) listener.steps.push_back(step(FailStep{0.02}));
        listener.errorHandler.maxAttempts = static_cast<int>(range(1, 4));
        listener.errorHandler.backOffInterval = Duration::milliseconds(range(0, 50));
        if (coin(0.6)) listener.errorHandler.deadLetterTopic = "dlt";
        return listener;
    }

    void faults() {
        for (std::int64_t i = range(0, 4); i > 0; --i) {
            Fault fault;
            fault.at = {range(500, m_scenario.duration.toMilliseconds() - 1000) * 1'000'000};
            fault.length = Duration::milliseconds(range(500, 20'000));
            const std::string worker = m_scenario.services.back().name;
            switch (range(0, 8)) {
                case 0: fault.action = KillBroker{"main", static_cast<int>(range(0, m_scenario.clusters[0].brokers - 1))}; break;
                case 1: fault.action = PartitionNetwork{"service/" + worker, ""}; break;
                case 2: fault.action = SlowElement{"store/db", 10}; break;
                case 3: fault.action = OutageElement{"store/db"}; break;
                case 4: fault.action = PoisonMessages{m_scenario.topics[0].name, 0.05}; break;
                case 5: fault.action = HotKey{m_scenario.topics[0].name, 0.5}; break;
                case 6: fault.action = Surge{"source", 3}; break;
                case 7: fault.action = KillPod{worker, 1}; break;
                case 8: fault.action = DeletePod{worker, 1}; break;
            }
            m_scenario.faults.push_back(fault);
        }
    }

    /// From a stream of its own, so that the scenarios are otherwise what they were.
    void initialLag() {
        sim::RandomStream random(m_scenario.seed, "initial lag");
        for (const Service& service : m_scenario.services)
            for (const Listener& listener : service.listeners)
                for (const std::string& topic : listener.topics) {
                    if (!random.chance(0.5)) continue;
                    const auto records = static_cast<std::int64_t>(random.below(3000));
                    // As old as long, so that a longer lag is the older one.
                    m_scenario.initial.lags.push_back({topic, listener.groupId, records, Duration::milliseconds(3 * records)});
                }
    }

    /// From a stream of its own, too.
    void ackModes() {
        sim::RandomStream random(m_scenario.seed, "ack modes");
        for (Service& service : m_scenario.services)
            for (Listener& listener : service.listeners)
                if (random.chance(0.3)) listener.ackMode = Listener::AckMode::Record;
    }

    sim::RandomStream m_random;
    Scenario m_scenario;
};

}  // namespace

Scenario randomScenario(std::uint64_t seed) { return Generator(seed).scenario(); }

bool promisesDurability(const Scenario& scenario) {
    for (const Topic& topic : scenario.topics)
        if (topic.config.uncleanLeaderElectionEnable || topic.config.minInsyncReplicas < 2) return false;
    for (const Service& service : scenario.services)
        if (service.producer.acks != Acks::All) return false;
    return true;
}

bool promisesKeyOrder(const Scenario& scenario) { return scenario.findService("front") == nullptr; }

}  // namespace headroom::tests
