#include "sim/components/kafka/cluster.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/components/kafka/consumer.h"
#include "sim/components/kafka/group.h"
#include "sim/components/kafka/producer.h"

namespace headroom::sim {

Cluster::Cluster(Context& context, const model::KafkaCluster& declaration)
    : m_context(context),
      m_declaration(declaration),
      m_element(context.observatory.element("cluster", declaration.name)),
      m_isFenced(static_cast<std::size_t>(declaration.brokers), false),
      m_crashedAt(static_cast<std::size_t>(declaration.brokers), Instant::never()) {
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(declaration.brokers); ++i)
        m_brokers.push_back(std::make_unique<Broker>(context, declaration, model::BrokerIndex{i}, *this));
    for (const auto& follower : m_brokers)
        for (const auto& leader : m_brokers) m_fetchers.push_back(std::make_unique<ReplicaFetcher>(*this, *follower, *leader));
    buildTopics();
    context.observatory.counter(m_element, "elections", "elections", m_elections);
    const model::BrokerConfig& config = declaration.config;
    context.kernel.scheduleAfter(rules::isrShrinkCheckInterval(config.replicaLagTimeMax), *this, CheckIsr);
    context.kernel.scheduleAfter(config.logRetentionCheckInterval, *this, CheckRetention);
    if (config.autoLeaderRebalanceEnable) context.kernel.scheduleAfter(config.leaderImbalanceCheckInterval, *this, BalanceLeaders);
}

Cluster::~Cluster() = default;

void Cluster::buildTopics() {
    const auto& topics = m_context.scenario.topics;
    m_byIndex.resize(topics.size(), nullptr);
    m_readers.resize(topics.size());
    const auto brokers = static_cast<std::uint32_t>(m_brokers.size());
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < topics.size(); ++i) {
        if (topics[i].cluster != name()) continue;
        m_topics.push_back(std::make_unique<Topic>());
        Topic& topic = *m_topics.back();
        topic.index = i;
        topic.declaration = &topics[i];
        m_byIndex[i] = &topic;
        for (int number = 0; number < topics[i].partitions; ++number, ++next) {
            std::vector<model::BrokerIndex> replicas;
            for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(topics[i].replicas); ++r) replicas.push_back({(next + r) % brokers});
            topic.partitions.push_back(std::make_unique<Partition>(i, number, replicas, topics[i].config, *this));
            for (const model::BrokerIndex follower : replicas)
                for (const model::BrokerIndex leader : replicas)
                    if (follower != leader) m_fetchers[follower.value * brokers + leader.value]->addPartition(*topic.partitions.back());
        }
        layBacklog(topic);
        observe(topic);
    }
    for (const auto& fetcher : m_fetchers) fetcher->wake();
}

void Cluster::layBacklog(Topic& topic) {
    auto backlog = std::make_unique<Backlog>(m_context.scenario, topic.index, m_declaration.brokers);
    if (backlog->isEmpty()) return;
    for (const auto& partition : topic.partitions) backlog->layInto(*partition);
    topic.backlog = std::move(backlog);
}

void Cluster::observe(Topic& topic) {
    Observatory& observatory = m_context.observatory;
    const auto element = observatory.element("topic", topic.declaration->name, "cluster/" + name());
    const auto total = [&topic](auto member) {
        return [&topic, member] {
            std::int64_t sum = 0;
            for (const auto& partition : topic.partitions) sum += member(*partition);
            return static_cast<double>(sum);
        };
    };
    using P = const Partition&;
    if (topic.backlog) observatory.gauge(element, "initialRecords", "records", total([](P p) { return p.initial; }));
    observatory.counterGauge(element, "appended", "records", total([](P p) { return p.appended; }));
    observatory.counterGauge(element, "appendedBytes", "B", total([](P p) { return p.appendedBytes; }));
    observatory.counterGauge(element, "expired", "records", total([](P p) { return p.expired; }));
    observatory.counterGauge(element, "truncated", "records", total([](P p) { return p.truncated; }));
    observatory.counterGauge(element, "lostAcknowledged", "records", total([](P p) { return p.lostAcknowledged; }));
    observatory.gauge(element, "retained", "records", total([](P p) { return p.log().endOffset() - p.log().startOffset(); }));
    observatory.gauge(element, "retainedBytes", "B", total([](P p) { return p.log().bytes(); }));
    observatory.gauge(element, "underReplicatedPartitions", "partitions",
                      total([](P p) { return std::int64_t{p.isr().size() < p.replicas().size()}; }));
    observatory.gauge(element, "offlinePartitions", "partitions", total([](P p) { return std::int64_t{!p.leader()}; }));
}

Topic* Cluster::findTopic(std::uint32_t index) { return index < m_byIndex.size() ? m_byIndex[index] : nullptr; }

bool Cluster::isReachable(Place from, model::BrokerIndex broker) const {
    return m_brokers[broker.value]->isUp() && !m_context.network.isCut(from, m_brokers[broker.value]->place());
}

void Cluster::addReader(std::uint32_t topic, const Group& group) { m_readers[topic].push_back(&group); }

void Cluster::forgetRead(Partition& partition) {
    std::int64_t read = partition.highWatermark();
    for (const Group* group : m_readers[partition.topic()]) read = std::min(read, group->committed(partition));
    for (const model::BrokerIndex replica : partition.replicas())
        if (m_brokers[replica.value]->isUp()) read = std::min(read, partition.logEndOf(replica));
    partition.log().forgetBelow(read);
}

void Cluster::wakeFollowers(const Partition& partition) {
    if (!partition.leader()) return;
    for (const model::BrokerIndex follower : partition.replicas())
        if (follower != *partition.leader()) m_fetchers[follower.value * m_brokers.size() + partition.leader()->value]->wake();
}

void Cluster::coordinate(Place from, model::BrokerIndex index, EventTarget& target, std::uint32_t code, std::uint64_t argument) {
    if (!isReachable(from, index)) return;
    const std::uint32_t slot = m_coordinations.acquire();
    m_coordinations[slot] = {from, index, &target, code, argument};
    m_context.network.send(from, broker(index).place(), {256}, *this, CoordinatorArrives, slot);
}

void Cluster::handle(model::BrokerIndex index, BrokerRequestKind kind, std::uint32_t request) {
    switch (kind) {
        case BrokerRequestKind::Produce: appendAll(request); return;
        case BrokerRequestKind::Fetch: serveFetch(request); return;
        case BrokerRequestKind::ReplicaFetch: m_fetchers[request]->handleAtLeader(); return;
        case BrokerRequestKind::Coordinator: {
            // An offset commit or a generation is a record of an internal topic with acks=all: one round to a follower.
            const Broker& follower = *m_brokers[(index.value + 1) % m_brokers.size()];
            m_context.network.send(broker(index).place(), follower.place(), {256}, *this, CoordinatorReplicated, request);
            return;
        }
    }
}

void Cluster::onEvent(std::uint32_t code, std::uint64_t argument) {
    const auto slot = static_cast<std::uint32_t>(argument);
    const model::BrokerConfig& config = m_declaration.config;
    switch (static_cast<Code>(code)) {
        case ProduceArrives: arriveInOrder(slot); return;
        case ProduceAnswered: {
            ProduceRequest request = std::move(m_produces[slot]);
            m_produces.release(slot);
            Producer& producer = *request.producer;
            producer.onProduced(std::move(request));
            return;
        }
        case FetchArrives:
            if (!broker(m_fetches[slot].broker).isUp()) return m_fetches.release(slot);
            broker(m_fetches[slot].broker).submit(BrokerRequestKind::Fetch, slot, 0, 0);
            return;
        case FetchDeadline: unpark(slot); return;
        case FetchAnswered: {
            FetchRequest request = std::move(m_fetches[slot]);
            m_fetches.release(slot);
            request.consumer->onFetched(request);
            return;
        }
        case CoordinatorArrives:
            if (!broker(m_coordinations[slot].broker).isUp()) return m_coordinations.release(slot);
            broker(m_coordinations[slot].broker).submit(BrokerRequestKind::Coordinator, slot, 0, 256);
            return;
        case CoordinatorReplicated: {
            const Coordination done = m_coordinations[slot];
            m_coordinations.release(slot);
            if (!broker(done.broker).isUp()) return;
            m_context.network.send(broker(done.broker).place(), done.from, {256}, *done.target, done.code, done.argument);
            return;
        }
        case CheckIsr:
            shrinkIsrs();
            m_context.kernel.scheduleAfter(rules::isrShrinkCheckInterval(config.replicaLagTimeMax), *this, CheckIsr);
            return;
        case CheckRetention:
            applyRetention();
            m_context.kernel.scheduleAfter(config.logRetentionCheckInterval, *this, CheckRetention);
            return;
        case BalanceLeaders:
            electLeaders(true);
            m_context.kernel.scheduleAfter(config.leaderImbalanceCheckInterval, *this, BalanceLeaders);
            return;
        case Fence: fence({slot}); return;
        case Restarted: return;
    }
}

void Cluster::shrinkIsrs() {
    for (const auto& topic : m_topics)
        for (const auto& partition : topic->partitions)  // a leader's work: without one the ISR stays as it is
            if (partition->leader() && broker(*partition->leader()).isUp())
                partition->shrinkIsr(m_context.kernel.now(), m_declaration.config.replicaLagTimeMax);
}

void Cluster::applyRetention() {
    for (const auto& topic : m_topics)
        for (const auto& partition : topic->partitions)
            partition->expired +=
                partition->log().applyRetention(partition->highWatermark(), m_context.kernel.now(), partition->config());
}

void Cluster::fence(model::BrokerIndex index) {
    if (broker(index).isUp() || m_isFenced[index.value]) return;
    m_isFenced[index.value] = true;
    for (const auto& topic : m_topics)
        for (const auto& partition : topic->partitions) partition->removeFromIsr(index);
    electLeaders(false);
}

// Produce.

void Cluster::produce(Place from, ProduceRequest request) {
    const model::BrokerIndex target = request.broker;
    std::int64_t bytes = 0;
    for (const ProducerBatch& batch : request.batches) bytes += batch.bytes;
    const std::uint32_t slot = m_produces.acquire();
    m_produces[slot] = std::move(request);
    m_produces[slot].from = from;
    m_context.network.send(from, broker(target).place(), {bytes}, *this, ProduceArrives, slot);
}

std::uint32_t Cluster::openProduceConnection() {
    m_produceConnections.emplace_back();
    return static_cast<std::uint32_t>(m_produceConnections.size() - 1);
}

void Cluster::arriveInOrder(std::uint32_t slot) {
    const ProduceRequest& request = m_produces[slot];
    if (!broker(request.broker).isUp()) return m_produces.release(slot);
    const std::uint32_t connection = request.connection;
    m_produceConnections[connection].arrived.emplace(request.order, slot);
    workOffConnection(connection);
}

void Cluster::workOffConnection(std::uint32_t connection) {
    ProduceConnection& state = m_produceConnections[connection];
    if (state.isMuted || state.arrived.empty() || state.arrived.begin()->first != state.next) return;
    const std::uint32_t slot = state.arrived.begin()->second;
    state.arrived.erase(state.arrived.begin());
    state.isMuted = true;
    ++state.next;
    const ProduceRequest& request = m_produces[slot];
    std::int64_t bytes = 0;
    for (const ProducerBatch& batch : request.batches) bytes += batch.bytes;
    broker(request.broker).submit(BrokerRequestKind::Produce, slot, static_cast<std::int64_t>(request.batches.size()), bytes);
}

void Cluster::appendAll(std::uint32_t slot) {
    ProduceRequest& request = m_produces[slot];
    Broker& leader = broker(request.broker);
    const Instant now = m_context.kernel.now();
    request.unreplicated = 0;
    for (ProducerBatch& batch : request.batches) {
        Partition& partition = *batch.partition;
        if (partition.leader() != request.broker || !leader.isUp()) {
            batch.result = AppendResult::NotLeader;
            continue;
        }
        LogBatch entry{0, static_cast<std::int64_t>(batch.records->size()), batch.bytes, 0, 0, {}, now, request.producerId, batch.sequence, {}};
        entry.maxTimestamp = batch.records->back().created;
        entry.cacheMark = leader.noteAppend(batch.bytes);
        entry.records = batch.records;
        batch.result = partition.append(std::move(entry), request.acks, batch.epoch, now);
        if (batch.result == AppendResult::Duplicate) batch.result = AppendResult::Appended;
        if (batch.result != AppendResult::Appended) continue;
        batch.logEnd = partition.log().endOffset();
        batch.leaderEpoch = partition.epoch();
        if (partition.ackState(request.acks, batch.logEnd) == rules::AckState::Waiting) {
            ++request.unreplicated;
            partition.awaitReplication(batch.logEnd, slot);
        }
    }
    for (const ProducerBatch& batch : request.batches)
        if (batch.result == AppendResult::Appended) wakeFollowers(*batch.partition);
    if (request.unreplicated == 0) answerProduce(slot);
}

void Cluster::onReplicated(std::uint32_t slot) {
    if (--m_produces[slot].unreplicated == 0) answerProduce(slot);
}

void Cluster::answerProduce(std::uint32_t slot) {
    ProduceRequest& request = m_produces[slot];
    if (request.acks != model::Acks::None)
        for (const ProducerBatch& batch : request.batches)
            if (batch.result == AppendResult::Appended) batch.partition->noteAcknowledged(batch.logEnd);
    const std::uint32_t connection = request.connection;
    m_context.network.send(broker(request.broker).place(), request.from, {128}, *this, ProduceAnswered, slot);
    m_produceConnections[connection].isMuted = false;
    workOffConnection(connection);
}

// Fetch.

void Cluster::fetch(Place from, FetchRequest request) {
    const Place to = broker(request.broker).place();
    const std::uint32_t slot = m_fetches.acquire();
    m_fetches[slot] = std::move(request);
    m_context.network.send(from, to, {512}, *this, FetchArrives, slot);
}

/// Sets how far each part may be read; true when there is anything to answer with.
bool Cluster::gather(FetchRequest& request, std::int64_t& bytes, std::int64_t& coldBytes) const {
    bytes = 0;
    coldBytes = 0;
    bool mustAnswer = request.parts.empty();
    for (FetchRequest::Part& part : request.parts) {
        part.to = part.from;
        const Partition& partition = *part.partition;
        if (partition.leader() != request.broker || part.from < partition.log().startOffset()) {
            mustAnswer = true;
            continue;
        }
        std::int64_t partBytes = 0;
        const auto& batches = partition.log().batches();
        auto batch = std::partition_point(batches.begin(), batches.end(), [&](const LogBatch& b) { return b.end() <= part.from; });
        for (; batch != batches.end() && batch->end() <= partition.highWatermark(); ++batch) {
            const bool isFirst = bytes == 0 && partBytes == 0;
            if (!isFirst && (partBytes + batch->bytes > request.maxPartitionBytes || bytes + partBytes + batch->bytes > request.maxBytes)) break;
            partBytes += batch->bytes;
            part.to = batch->end();
            if (m_brokers[request.broker.value]->isCold(batch->cacheMark)) coldBytes += batch->bytes;
        }
        bytes += partBytes;
    }
    return mustAnswer || bytes >= request.minBytes;
}

void Cluster::serveFetch(std::uint32_t slot) {
    FetchRequest& request = m_fetches[slot];
    std::int64_t bytes = 0;
    std::int64_t coldBytes = 0;
    if (!gather(request, bytes, coldBytes) && request.maxWait.ns > 0) {
        park(slot);
        return;
    }
    if (coldBytes > 0)
        broker(request.broker).readDisk(coldBytes, *this, slot);
    else
        answerFetch(slot, bytes);
}

void Cluster::onWork(std::uint64_t token, WorkOutcome) {
    const auto slot = static_cast<std::uint32_t>(token);
    std::int64_t bytes = 0;
    std::int64_t coldBytes = 0;
    gather(m_fetches[slot], bytes, coldBytes);
    answerFetch(slot, bytes);
}

void Cluster::park(std::uint32_t slot) {
    FetchRequest& request = m_fetches[slot];
    request.isParked = true;
    for (const FetchRequest::Part& part : request.parts) part.partition->awaitData(slot);
    request.deadline = m_context.kernel.scheduleAfter(request.maxWait, *this, FetchDeadline, slot);
    request.maxWait = Duration{0};
}

void Cluster::unpark(std::uint32_t slot) {
    FetchRequest& request = m_fetches[slot];
    if (!request.isParked) return;
    request.isParked = false;
    m_context.kernel.cancel(request.deadline);
    for (const FetchRequest::Part& part : request.parts) part.partition->forgetFetch(slot);
    serveFetch(slot);
}

void Cluster::onReadable(std::uint32_t slot) {
    FetchRequest& request = m_fetches[slot];
    if (!request.isParked) return;
    std::int64_t bytes = 0;
    std::int64_t coldBytes = 0;
    if (gather(request, bytes, coldBytes)) {
        unpark(slot);
        return;
    }
    for (const FetchRequest::Part& part : request.parts) {  // the caller took it out of its own partition's list
        part.partition->forgetFetch(slot);
        part.partition->awaitData(slot);
    }
}

Records Cluster::recordsOf(const LogBatch& batch, const Partition& partition) {
    return batch.records ? batch.records : findTopic(partition.topic())->backlog->recordsOf(batch, partition.number(), m_recordPool);
}

void Cluster::answerFetch(std::uint32_t slot, std::int64_t bytes) {
    FetchRequest& request = m_fetches[slot];
    broker(request.broker).noteSent(bytes);
    for (FetchRequest::Part& part : request.parts)
        part.partition->log().visitBatches(
            {part.from, part.to}, [&](const LogBatch& batch) { part.batches.push_back({batch.base, recordsOf(batch, *part.partition)}); });
    m_context.network.send(broker(request.broker).place(), request.consumer->place(), {bytes + 128}, *this, FetchAnswered, slot);
}

// The controller.

std::vector<model::BrokerIndex> Cluster::unfencedBrokers() const {
    std::vector<model::BrokerIndex> alive;
    for (std::uint32_t i = 0; i < m_isFenced.size(); ++i)
        if (!m_isFenced[i]) alive.push_back({i});
    return alive;
}

void Cluster::killBroker(model::BrokerIndex index) {
    if (!broker(index).isUp()) return;
    broker(index).crash();
    m_crashedAt[index.value] = m_context.kernel.now();
    // The controller hears nothing any more; a closed socket does not shorten the session.
    m_context.kernel.scheduleAfter(m_declaration.config.brokerSessionTimeout, *this, Fence, index.value);
    const std::vector<ClientConnection*> connections = m_connections;
    for (ClientConnection* connection : connections) connection->onDisconnected(index);
    for (const auto& fetcher : m_fetchers)
        if (&fetcher->leader() == &broker(index) || &fetcher->follower() == &broker(index)) fetcher->onDisconnected();
}

void Cluster::restartBroker(model::BrokerIndex index) {
    if (broker(index).isUp()) return;
    broker(index).restart();
    m_isFenced[index.value] = false;
    electLeaders(false);
    for (const auto& fetcher : m_fetchers)
        if (&fetcher->follower() == &broker(index) || &fetcher->leader() == &broker(index)) fetcher->wake();
}

void Cluster::electLeaders(bool preferred) {
    const std::vector<model::BrokerIndex> alive = unfencedBrokers();
    for (const auto& topic : m_topics) {
        for (const auto& partition : topic->partitions) {
            const Partition::Election election = partition->elect(alive, m_context.kernel.now(), preferred);
            if (!election.changed) continue;
            ++m_elections;
            for (const std::uint32_t produce : partition->takeOrphanedProduces()) {
                for (ProducerBatch& batch : m_produces[produce].batches)
                    if (batch.partition == partition.get()) batch.result = AppendResult::NotLeader;
                onReplicated(produce);
            }
            for (const std::uint32_t fetch : partition->takeParkedFetches()) unpark(fetch);
            wakeFollowers(*partition);
            reportElection(*topic, *partition, election, preferred);
        }
    }
}

void Cluster::reportElection(const Topic& topic, const Partition& partition, const Partition::Election& election, bool preferred) {
    const std::string leader = partition.leader() ? "broker " + std::to_string(partition.leader()->value) : std::string("nobody");
    trace::Event event;
    event.kind = "partition.leader";
    event.element = "topic/" + topic.declaration->name;
    event.severity = election.truncated > 0 || !partition.leader() ? "warning" : "info";
    event.summary = fmt::format("{}-{} is led by {}", topic.declaration->name, partition.number(), leader);
    event.reason.rule = preferred ? "controller.preferredLeader" : "controller.electLeader";
    event.reason.inputs = {{"isr", static_cast<double>(partition.isr().size()), "replicas"},
                           {"truncated", static_cast<double>(election.truncated), "records"},
                           {"unclean", election.isUnclean ? 1.0 : 0.0, "1"}};
    event.reason.result = leader;
    event.reason.sentence = fmt::format("{}: {} of {} replicas in sync; {}{}", event.summary, partition.isr().size(),
                                        partition.replicas().size(),
                                        election.isUnclean ? "unclean election" : "the first live replica in sync",
                                        election.truncated > 0 ? fmt::format("; {} records truncated", election.truncated) : "");
    event.reason.source = "Kafka: PartitionChangeBuilder, ReplicationControlManager";
    m_context.observatory.event(std::move(event));
}

}  // namespace headroom::sim
