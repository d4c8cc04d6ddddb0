#include "sim/components/kafka/partition.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::sim {

Partition::Partition(std::uint32_t topic, int number, std::vector<model::BrokerIndex> replicas, const model::TopicConfig& config,
                     HighWatermarkListener& listener)
    : m_topic(topic), m_number(number), m_replicas(std::move(replicas)), m_config(config), m_listener(listener), m_isr(m_replicas) {
    m_leader = m_replicas.front();
    for (const model::BrokerIndex broker : m_replicas)
        m_followers.push_back({broker, rules::FollowerProgress(true, model::Instant::start()), 0});
}

Partition::Replica& Partition::replica(model::BrokerIndex broker) {
    for (Replica& r : m_followers)
        if (r.broker == broker) return r;
    throw std::logic_error("broker holds no replica of this partition");
}

const Partition::Replica& Partition::replica(model::BrokerIndex broker) const { return const_cast<Partition*>(this)->replica(broker); }

bool Partition::isInIsr(model::BrokerIndex broker) const { return std::find(m_isr.begin(), m_isr.end(), broker) != m_isr.end(); }

std::int64_t Partition::logEndOf(model::BrokerIndex broker) const {
    return m_leader == broker ? m_log.endOffset() : replica(broker).logEnd;
}

AppendResult Partition::append(LogBatch batch, model::Acks acks, std::uint32_t producerEpoch, model::Instant now) {
    const int minIsr = rules::effectiveMinIsr(m_config.minInsyncReplicas, static_cast<int>(m_replicas.size()));
    if (rules::mayAppend(acks, static_cast<int>(m_isr.size()), minIsr) == rules::AckState::NotEnoughReplicas)
        return AppendResult::NotEnoughReplicas;
    if (batch.sequence >= 0) {
        ProducerState& state = m_producers[batch.producer];
        if (producerEpoch > state.epoch) state = {producerEpoch, batch.sequence};
        if (batch.sequence < state.nextSequence) {
            ++duplicateBatches;
            return AppendResult::Duplicate;
        }
        if (batch.sequence > state.nextSequence) return AppendResult::OutOfOrder;
        ++state.nextSequence;
    }
    batch.appended = now;
    appended += batch.count;
    appendedBytes += batch.bytes;
    m_log.append(std::move(batch), m_config);
    if (m_isr.size() == 1) advanceHighWatermark();
    return AppendResult::Appended;
}

void Partition::addHistory(LogBatch batch) {
    initial += batch.count;
    m_log.append(std::move(batch), m_config);
    m_highWatermark = m_acknowledged = m_log.endOffset();
    for (Replica& r : m_followers) r.logEnd = m_log.endOffset();
}

rules::AckState Partition::ackState(model::Acks acks, std::int64_t end) const {
    const int minIsr = rules::effectiveMinIsr(m_config.minInsyncReplicas, static_cast<int>(m_replicas.size()));
    return rules::ackState(acks, {end}, {m_highWatermark}, static_cast<int>(m_isr.size()), minIsr);
}

void Partition::followerFetched(model::BrokerIndex follower, model::Instant now) {
    Replica& r = replica(follower);
    r.progress.fetched({r.logEnd}, {m_log.endOffset()}, now);
    if (!isInIsr(follower) && rules::mayJoinIsr({r.logEnd}, {m_highWatermark}, {m_epochStart}, true)) m_isr.push_back(follower);
    advanceHighWatermark();
}

void Partition::followerAppended(model::BrokerIndex follower, std::int64_t end) {
    Replica& r = replica(follower);
    r.logEnd = std::max(r.logEnd, std::min(end, m_log.endOffset()));
}

void Partition::advanceHighWatermark() {
    std::int64_t least = m_log.endOffset();
    for (const Replica& r : m_followers) {
        if (r.broker == m_leader || !isInIsr(r.broker)) continue;
        least = std::min(least, r.progress.logEnd() ? r.progress.logEnd()->value : m_highWatermark);
    }
    const int minIsr = rules::effectiveMinIsr(m_config.minInsyncReplicas, static_cast<int>(m_replicas.size()));
    if (least <= m_highWatermark || static_cast<int>(m_isr.size()) < minIsr) return;
    m_highWatermark = least;
    const auto done = std::stable_partition(m_purgatory.begin(), m_purgatory.end(),
                                            [this](const PendingAck& ack) { return ack.end > m_highWatermark; });
    const std::vector<PendingAck> acknowledged(done, m_purgatory.end());
    m_purgatory.erase(done, m_purgatory.end());
    for (const PendingAck& ack : acknowledged) m_listener.onReplicated(ack.request);
    for (const std::uint32_t fetch : takeParkedFetches()) m_listener.onReadable(fetch);
}

bool Partition::shrinkIsr(model::Instant now, model::Duration lagTimeMax) {
    const std::size_t before = m_isr.size();
    std::erase_if(m_isr, [&](model::BrokerIndex broker) {
        return broker != m_leader && !replica(broker).progress.isCaughtUp({m_log.endOffset()}, now, lagTimeMax);
    });
    if (m_isr.size() != before) advanceHighWatermark();
    return m_isr.size() != before;
}

void Partition::removeFromIsr(model::BrokerIndex broker) {
    if (!isInIsr(broker)) return;
    m_isr = rules::isrWithout(m_isr, broker);
    if (m_leader && *m_leader != broker) advanceHighWatermark();
}

Partition::Election Partition::elect(const std::vector<model::BrokerIndex>& alive, model::Instant now, bool preferred) {
    Election election;
    const std::optional<model::BrokerIndex> present = preferred ? std::nullopt : m_leader;
    const rules::LeaderChoice choice = rules::chooseLeader(present, m_replicas, m_isr, alive, m_config.uncleanLeaderElectionEnable);
    if (choice.leader == m_leader) return election;
    if (m_leader) replica(*m_leader).logEnd = m_log.endOffset();
    election.changed = true;
    election.isUnclean = choice.isUnclean;
    m_leader = choice.leader;
    ++m_epoch;
    if (!m_leader) return election;
    if (choice.isUnclean) m_isr = {*m_leader};
    truncateTo(replica(*m_leader).logEnd, election);
    m_epochStart = m_log.endOffset();
    for (Replica& r : m_followers) r.progress = rules::FollowerProgress(isInIsr(r.broker), now);
    if (m_isr.size() == 1) advanceHighWatermark();
    return election;
}

void Partition::truncateTo(std::int64_t offset, Election& election) {
    for (const LogBatch& batch : m_log.batches()) {
        if (batch.base < offset || batch.sequence < 0) continue;
        ProducerState& state = m_producers[batch.producer];
        state.nextSequence = std::min(state.nextSequence, batch.sequence);
    }
    election.lostAcknowledged = std::max<std::int64_t>(0, std::min(m_acknowledged, m_log.endOffset()) - offset);
    election.truncated = m_log.truncateTo(offset);
    truncated += election.truncated;
    lostAcknowledged += election.lostAcknowledged;
    m_acknowledged = std::min(m_acknowledged, offset);
    m_highWatermark = std::min(m_highWatermark, offset);
    for (Replica& r : m_followers) r.logEnd = std::min(r.logEnd, offset);
}

std::vector<std::uint32_t> Partition::takeOrphanedProduces() {
    std::vector<std::uint32_t> requests;
    for (const PendingAck& ack : m_purgatory) requests.push_back(ack.request);
    m_purgatory.clear();
    return requests;
}

std::vector<std::uint32_t> Partition::takeParkedFetches() {
    std::vector<std::uint32_t> fetches;
    fetches.swap(m_parkedFetches);
    return fetches;
}

}  // namespace headroom::sim
