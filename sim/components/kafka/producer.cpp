#include "sim/components/kafka/producer.h"

#include <algorithm>

#include "model/rules/kafka/record_size.h"
#include "model/rules/kafka/retry_backoff.h"
#include "sim/components/execution/outcome.h"
#include "sim/components/execution/step_runner.h"
#include "sim/components/kafka/record_overhead.h"

namespace headroom::sim {

namespace {

std::uint64_t requestToken(std::uint32_t slot, std::uint32_t generation) {
    return (static_cast<std::uint64_t>(generation) << 32) | slot;
}

}  // namespace

Producer::Producer(Cluster& cluster, StepRunner& runner, Place place, const model::ProducerConfig& config, RandomStream& random,
                   KeyPartitions& keys, ProducerCounters& counters)
    : m_cluster(cluster),
      m_runner(runner),
      m_place(place),
      m_config(config),
      m_random(random),
      m_keys(keys),
      m_counters(counters),
      m_id(cluster.takeProducerId()),
      m_inFlightByBroker(cluster.brokers().size(), 0),
      m_drainStart(cluster.brokers().size(), 0),
      m_requestTimeouts(cluster.context().kernel, config.requestTimeout, *this) {
    for (std::size_t i = 0; i < cluster.brokers().size(); ++i) m_connections.push_back({cluster.openProduceConnection(), 0});
    cluster.addConnection(*this);
}

Producer::~Producer() { m_cluster.removeConnection(*this); }

Producer::TopicState& Producer::topicState(std::uint32_t topic) {
    if (m_topics.size() <= topic) m_topics.resize(topic + 1);
    TopicState& state = m_topics[topic];
    if (state.topic == nullptr) {
        state.topic = m_cluster.findTopic(topic);
        state.sticky = std::make_unique<rules::BuiltInPartitioner>(static_cast<int>(m_config.batchSize.value));
        state.queues.assign(state.topic->partitions.size(), noQueue);
    }
    return state;
}

int Producer::choosePartition(TopicState& state, const OutgoingRecord& record) {
    const int partitions = static_cast<int>(state.topic->partitions.size());
    if (record.key >= 0 && !m_config.partitionerIgnoreKeys) return m_keys.partitionOf(record.topic, record.key, partitions);
    state.sticky->append(0, true);
    if (const std::optional<int> current = state.sticky->current()) return *current;
    std::vector<int> available;
    for (const auto& partition : state.topic->partitions)
        if (partition->leader()) available.push_back(partition->number());
    return state.sticky->choose(static_cast<std::uint32_t>(m_random.bits() >> 32), available, partitions);
}

RecordSink::Acceptance Producer::send(const OutgoingRecord& record, bool awaitAck, std::uint64_t token) {
    ++m_counters.sent;
    if (!m_blocked.empty() || m_bufferedBytes + record.bytes > m_config.bufferMemory.value) {
        ++m_counters.blocked;
        m_blocked.push_back({record, awaitAck, token, m_cluster.context().kernel.now()});
        wakeAt(m_blocked.front().since + m_config.maxBlock);
        return Acceptance::Pending;
    }
    TopicState& state = topicState(record.topic);
    OutgoingRecord effective = record;
    if (state.topic->hotKeyFraction > 0 && m_random.chance(state.topic->hotKeyFraction)) effective.key = 0;
    const auto number = static_cast<std::size_t>(choosePartition(state, effective));
    if (state.queues[number] == noQueue) {
        state.queues[number] = static_cast<std::uint32_t>(m_queues.size());
        m_queues.push_back({state.topic->partitions[number].get(), {}, 0, 0});
    }
    append(state, m_queues[state.queues[number]], effective, awaitAck, token);
    return awaitAck ? Acceptance::Pending : Acceptance::Done;
}

void Producer::append(TopicState& state, Queue& queue, const OutgoingRecord& record, bool awaitAck, std::uint64_t token) {
    const Instant now = m_cluster.context().kernel.now();
    const std::int64_t size = record.bytes + recordOverhead;
    const bool needsBatch = queue.batches.empty() || queue.batches.back().isClosed || queue.batches.back().attempts > 0 ||
                            queue.batches.back().bytes + size > m_config.batchSize.value;
    if (needsBatch) {
        if (!queue.batches.empty()) queue.batches.back().isClosed = true;
        ProducerBatch batch;
        batch.partition = queue.partition;
        batch.records = m_cluster.recordPool().take();
        batch.bytes = rules::kBatchHeaderBytes;
        batch.created = now;
        queue.batches.push_back(std::move(batch));
        ++m_queuedBatches;
    }
    ProducerBatch& batch = queue.batches.back();
    batch.bytes += size;
    Record stored{record.origin, now, record.id, static_cast<std::int32_t>(record.key), {}, {}};
    stored.bytes = static_cast<std::uint32_t>(size) & 0x7fffffffU;
    stored.isPoison = state.topic->poisonFraction > 0 && m_random.chance(state.topic->poisonFraction);
    batch.records->push(stored);
    if (awaitAck) batch.waiting.push_back(token);
    if (batch.bytes >= m_config.batchSize.value) batch.isClosed = true;
    m_bufferedBytes += size;
    if (record.key < 0 || m_config.partitionerIgnoreKeys)
        state.sticky->append(static_cast<int>(size + (needsBatch ? rules::kBatchHeaderBytes : 0)), batch.isClosed);
    if (needsBatch || batch.isClosed) wakeSoon();
}

/// When the queue's first batch may be sent by its own age; never if only its size can make it ready.
std::optional<Instant> Producer::readyAt(const Queue& queue) const {
    if (queue.batches.empty()) return std::nullopt;
    const ProducerBatch& head = queue.batches.front();
    if (head.attempts > 0) return head.retryAt;
    if (queue.batches.size() > 1 || head.isClosed || !m_blocked.empty()) return head.created;
    return head.created + m_config.linger;
}

bool Producer::isReady(const Queue& queue, Instant now) {
    if (!queue.partition->leader()) return false;
    // A retried batch waits until nothing of its partition is in flight, so that order holds.
    if (queue.batches.front().attempts > 0 && queue.inFlight > 0 && m_config.enableIdempotence) return false;
    const std::optional<Instant> at = readyAt(queue);
    return at && *at <= now;
}

void Producer::wakeSoon() { wakeAt(m_cluster.context().kernel.now()); }

void Producer::wakeAt(Instant at) {
    if (at >= m_wakeAt) return;
    Kernel& kernel = m_cluster.context().kernel;
    kernel.cancel(m_wake);
    m_wakeAt = at;
    m_wake = kernel.schedule(at, *this, 0);
}

void Producer::onEvent(std::uint32_t, std::uint64_t) {
    m_wakeAt = Instant::never();
    letSourceCatchUp();
    runSender();
    tellSource();
}

void Producer::runSender() {
    const Instant now = m_cluster.context().kernel.now();
    expireBlocked();
    Instant next = m_blocked.empty() ? Instant::never() : m_blocked.front().since + m_config.maxBlock;
    if (m_queuedBatches > 0) next = std::min(next, sendReady(now));
    if (!next.isNever()) wakeAt(next);
}

/// Sends what is ready and may go; returns when to look again.
Instant Producer::sendReady(Instant now) {
    expireBatches();
    Instant next = Instant::never();
    m_isBrokerReady.assign(m_inFlightByBroker.size(), false);
    for (Queue& queue : m_queues) {
        if (queue.batches.empty()) continue;
        if (!queue.partition->leader()) {
            next = std::min(next, now + m_config.retryBackoff);  // metadata is asked for again
            continue;
        }
        const model::BrokerIndex broker = *queue.partition->leader();
        if (isReady(queue, now))
            m_isBrokerReady[broker.value] = true;
        else if (const std::optional<Instant> at = readyAt(queue); at && *at > now)
            next = std::min(next, *at);
    }
    for (std::uint32_t broker = 0; broker < m_isBrokerReady.size(); ++broker) {
        if (!m_isBrokerReady[broker] || m_inFlightByBroker[broker] >= m_config.maxInFlightRequestsPerConnection) continue;
        if (!m_cluster.isReachable(m_place, {broker}))
            next = std::min(next, now + m_config.retryBackoff);
        else if (drain({broker}))
            next = now;  // the sender's loop goes on at once: more batches may go out behind this request
    }
    return next;
}

bool Producer::drain(model::BrokerIndex broker) {
    // All partitions of a ready broker are drained, those that still linger too: at most one batch each.
    const Instant now = m_cluster.context().kernel.now();
    std::vector<ProducerBatch> batches;
    std::int64_t bytes = 0;
    const std::size_t count = m_queues.size();
    std::size_t& start = m_drainStart[broker.value];
    for (std::size_t step = 0; step < count; ++step) {
        const std::size_t index = (start + step) % count;
        Queue& queue = m_queues[index];
        if (queue.batches.empty() || queue.partition->leader() != broker) continue;
        ProducerBatch& head = queue.batches.front();
        if (head.attempts > 0 && !isReady(queue, now)) continue;
        if (!batches.empty() && bytes + head.bytes > m_config.maxRequestSize.value) {
            start = index;
            break;
        }
        if (head.sequence < 0 && m_config.enableIdempotence) {
            head.sequence = queue.nextSequence++;
            head.epoch = m_epoch;
        }
        bytes += head.bytes;
        ++queue.inFlight;
        batches.push_back(std::move(head));
        queue.batches.pop_front();
        --m_queuedBatches;
    }
    if (batches.empty()) return false;
    transmit(broker, std::move(batches));
    return true;
}

void Producer::transmit(model::BrokerIndex broker, std::vector<ProducerBatch> batches) {
    std::uint32_t slot = 0;
    while (slot < m_inFlight.size() && m_inFlight[slot].isLive) ++slot;
    if (slot == m_inFlight.size()) m_inFlight.emplace_back();
    InFlight& flight = m_inFlight[slot];
    flight.isLive = true;
    ++flight.generation;
    flight.broker = broker;
    ++m_inFlightByBroker[broker.value];
    ++m_counters.requests;
    m_counters.batches += static_cast<std::int64_t>(batches.size());
    const std::uint64_t token = requestToken(slot, flight.generation);
    Connection& connection = m_connections[broker.value];
    ProduceRequest request{this, token, connection.id, connection.nextOrder++, broker, m_place, m_config.acks, m_id, batches, 0};
    for (ProducerBatch& sent : request.batches) sent.waiting.clear();
    flight.batches = std::move(batches);
    m_requestTimeouts.add(token);
    m_cluster.produce(m_place, std::move(request));
    if (m_config.acks == model::Acks::None) {
        for (ProducerBatch& batch : flight.batches) complete(batch, true);
        flight.batches.clear();
        flight.isLive = false;
        --m_inFlightByBroker[broker.value];
        admitBlocked();
        wakeSoon();
    }
}

void Producer::onProduced(ProduceRequest request) {
    const auto slot = static_cast<std::uint32_t>(request.producerToken);
    if (findInFlight(request.producerToken) == nullptr) return;
    letSourceCatchUp();
    InFlight& flight = m_inFlight[slot];
    flight.isLive = false;
    --m_inFlightByBroker[flight.broker.value];
    std::vector<ProducerBatch> batches = std::move(flight.batches);
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (request.batches[i].result == AppendResult::Appended)
            complete(batches[i], true);
        else
            retryLater(std::move(batches[i]));
    }
    admitBlocked();
    wakeSoon();
    tellSource();
}

void Producer::failInFlight(std::uint32_t slot) {
    InFlight& flight = m_inFlight[slot];
    if (!flight.isLive) return;
    flight.isLive = false;
    --m_inFlightByBroker[flight.broker.value];
    std::vector<ProducerBatch> batches = std::move(flight.batches);
    for (ProducerBatch& batch : batches) retryLater(std::move(batch));
    wakeSoon();
}

const Producer::InFlight* Producer::findInFlight(std::uint64_t token) const {
    const auto slot = static_cast<std::uint32_t>(token);
    const bool isKnown = slot < m_inFlight.size() && m_inFlight[slot].isLive && m_inFlight[slot].generation == static_cast<std::uint32_t>(token >> 32);
    return isKnown ? &m_inFlight[slot] : nullptr;
}

void Producer::onTimeout(std::uint64_t token) {
    // A request that timed out takes its connection with it, and with that all that was in flight there.
    if (const InFlight* flight = findInFlight(token)) onDisconnected(flight->broker);
}

void Producer::reconnect(model::BrokerIndex broker) { m_connections[broker.value] = {m_cluster.openProduceConnection(), 0}; }

void Producer::onDisconnected(model::BrokerIndex broker) {
    letSourceCatchUp();
    disconnect(broker);
    tellSource();
}

void Producer::disconnect(model::BrokerIndex broker) {
    reconnect(broker);
    for (std::uint32_t slot = 0; slot < m_inFlight.size(); ++slot)
        if (m_inFlight[slot].isLive && m_inFlight[slot].broker == broker) failInFlight(slot);
}

void Producer::retryLater(ProducerBatch batch) {
    Queue& queue = m_queues[m_topics[batch.partition->topic()].queues[static_cast<std::size_t>(batch.partition->number())]];
    --queue.inFlight;
    const Instant now = m_cluster.context().kernel.now();
    if (batch.attempts >= m_config.retries || now - batch.created >= m_config.deliveryTimeout) {
        ++queue.inFlight;
        complete(batch, false);
        return;
    }
    ++m_counters.retries;
    ++batch.attempts;
    batch.retryAt = now + rules::retryBackoff(m_config.retryBackoff, m_config.retryBackoffMax, batch.attempts - 1, m_random.uniform());
    batch.isClosed = true;
    // Back in sequence order, before what was never sent.
    auto at = queue.batches.begin();
    while (at != queue.batches.end() && at->sequence >= 0 && at->sequence < batch.sequence) ++at;
    queue.batches.insert(at, std::move(batch));
    ++m_queuedBatches;
}

void Producer::complete(ProducerBatch& batch, bool isAcknowledged) {
    Queue& queue = m_queues[m_topics[batch.partition->topic()].queues[static_cast<std::size_t>(batch.partition->number())]];
    --queue.inFlight;
    m_bufferedBytes -= batch.bytes - rules::kBatchHeaderBytes;
    const auto records = static_cast<std::int64_t>(batch.records->size());
    (isAcknowledged ? m_counters.acknowledged : m_counters.failed) += records;
    if (!isAcknowledged && m_config.enableIdempotence) {
        // The gap in the sequence is closed by a new producer epoch.
        ++m_epoch;
        for (Queue& other : m_queues) {
            other.nextSequence = 0;
            for (ProducerBatch& waiting : other.batches) waiting.sequence = -1;
        }
    }
    for (const std::uint64_t token : batch.waiting) m_runner.resume(token, isAcknowledged ? Outcome::Ok : Outcome::Failed);
}

void Producer::expireBatches() {
    const Instant now = m_cluster.context().kernel.now();
    for (Queue& queue : m_queues) {
        while (!queue.batches.empty() && now - queue.batches.front().created >= m_config.deliveryTimeout) {
            ProducerBatch batch = std::move(queue.batches.front());
            queue.batches.pop_front();
            --m_queuedBatches;
            ++queue.inFlight;
            complete(batch, false);
        }
    }
    admitBlocked();
}

/// Whoever waited max.block.ms for buffer memory gets a TimeoutException.
void Producer::expireBlocked() {
    const Instant now = m_cluster.context().kernel.now();
    while (!m_blocked.empty() && now - m_blocked.front().since >= m_config.maxBlock) {
        const Blocked timedOut = m_blocked.front();
        m_blocked.pop_front();
        ++m_counters.failed;
        if (timedOut.awaitAck || timedOut.token != 0) m_runner.resume(timedOut.token, Outcome::Failed);
    }
}

void Producer::admitBlocked() {
    while (!m_blocked.empty() && m_bufferedBytes + m_blocked.front().record.bytes <= m_config.bufferMemory.value) {
        std::deque<Blocked> later;
        later.swap(m_blocked);
        const Blocked first = later.front();
        later.pop_front();
        --m_counters.sent;
        send(first.record, first.awaitAck, first.token);
        m_blocked.swap(later);
        if (!first.awaitAck && first.token != 0) m_runner.resume(first.token, Outcome::Ok);
    }
}

void Producer::abandon() {
    for (InFlight& flight : m_inFlight) {
        flight.isLive = false;
        flight.batches.clear();
    }
    std::fill(m_inFlightByBroker.begin(), m_inFlightByBroker.end(), 0);
    for (std::uint32_t broker = 0; broker < m_connections.size(); ++broker) reconnect({broker});
    for (Queue& queue : m_queues) {
        queue.batches.clear();
        queue.inFlight = 0;
        queue.nextSequence = 0;
    }
    ++m_epoch;
    m_blocked.clear();
    m_queuedBatches = 0;
    m_bufferedBytes = 0;
}

}  // namespace headroom::sim
