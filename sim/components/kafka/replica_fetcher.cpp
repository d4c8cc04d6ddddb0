#include "sim/components/kafka/replica_fetcher.h"

#include <algorithm>

#include "sim/components/kafka/cluster.h"

namespace headroom::sim {

namespace {
constexpr model::Bytes fetchRequestSize{512};
constexpr Duration fetchBackoff = Duration::seconds(1);  // replica.fetch.backoff.ms
}  // namespace

ReplicaFetcher::ReplicaFetcher(Cluster& cluster, Broker& follower, Broker& leader)
    : m_cluster(cluster), m_follower(follower), m_leader(leader) {}

bool ReplicaFetcher::canRun() const {
    return m_follower.isUp() && m_leader.isUp() &&
           !m_cluster.context().network.isCut(m_follower.place(), m_leader.place()) &&
           std::any_of(m_partitions.begin(), m_partitions.end(), [this](const Partition* p) { return p->leader() == m_leader.index(); });
}

void ReplicaFetcher::wake() {
    if (m_state == State::Idle)
        send();
    else if (m_state == State::Parked)
        serve(true);
}

void ReplicaFetcher::send() {
    if (!canRun()) {
        giveUp();
        return;
    }
    m_state = State::Sent;
    ++m_round;
    m_cluster.context().network.send(m_follower.place(), m_leader.place(), fetchRequestSize, *this, ArriveAtLeader, m_round);
}

void ReplicaFetcher::giveUp() {
    m_state = State::Idle;
    ++m_round;
    if (m_follower.isUp()) m_cluster.context().kernel.scheduleAfter(fetchBackoff, *this, TryAgain, m_round);
}

void ReplicaFetcher::onEvent(std::uint32_t code, std::uint64_t round) {
    if (round != m_round) return;
    switch (static_cast<Code>(code)) {
        case ArriveAtLeader: {
            if (!m_leader.isUp()) return giveUp();
            const auto pair = m_follower.index().value * m_cluster.brokers().size() + m_leader.index().value;
            m_leader.submit(BrokerRequestKind::ReplicaFetch, static_cast<std::uint32_t>(pair), 0, 0);
            return;
        }
        case ParkedTooLong:
            if (m_state == State::Parked) serve(true);
            return;
        case ArriveAtFollower:
            for (const Part& part : m_answer)
                if (part.partition->epoch() == part.epoch) part.partition->followerAppended(m_follower.index(), part.end);
            send();
            return;
        case TryAgain: send(); return;
    }
}

void ReplicaFetcher::handleAtLeader() {
    if (m_state != State::Sent) return;
    if (!canRun()) return giveUp();
    const Instant now = m_cluster.context().kernel.now();
    for (Partition* partition : m_partitions)
        if (partition->leader() == m_leader.index()) partition->followerFetched(m_follower.index(), now);
    serve(false);
}

void ReplicaFetcher::serve(bool mustAnswer) {
    const model::BrokerConfig& config = m_cluster.declaration().config;
    m_answer.clear();
    std::int64_t total = 0;
    for (Partition* partition : m_partitions) {
        if (partition->leader() != m_leader.index() || total >= config.replicaFetchResponseMaxBytes.value) continue;
        const std::int64_t from = partition->logEndOf(m_follower.index());
        const PartitionLog& log = partition->log();
        if (from >= log.endOffset()) continue;
        const std::int64_t start = log.positionOf(from);
        std::int64_t end = log.endOffset();
        std::int64_t bytes = log.endPosition() - start;
        if (bytes > config.replicaFetchMaxBytes.value) {
            // At least one batch, then as many whole ones as fit.
            for (const LogBatch& batch : log.batches()) {
                if (batch.end() <= from) continue;
                end = batch.end();
                bytes = batch.endPosition - start;
                if (bytes >= config.replicaFetchMaxBytes.value) break;
            }
        }
        total += bytes;
        m_answer.push_back({partition, end, partition->epoch()});
    }
    Context& context = m_cluster.context();
    if (total == 0 && !mustAnswer) {
        m_state = State::Parked;
        context.kernel.scheduleAfter(config.replicaFetchWaitMax, *this, ParkedTooLong, m_round);
        return;
    }
    m_state = State::Answering;
    ++m_round;
    m_leader.noteSent(total);
    context.network.send(m_leader.place(), m_follower.place(), {total + fetchRequestSize.value}, *this, ArriveAtFollower, m_round);
}

}  // namespace headroom::sim
