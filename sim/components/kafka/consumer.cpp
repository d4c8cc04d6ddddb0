#include "sim/components/kafka/consumer.h"

#include <algorithm>
#include <utility>

#include "sim/components/kafka/group.h"

namespace headroom::sim {

namespace {

/// How soon a client looks again for a leader or coordinator it can't reach (reconnect.backoff.max.ms).
constexpr Duration reconnectBackoff = Duration::seconds(1);
constexpr Duration metadataBackoff = Duration::milliseconds(100);
constexpr Duration requestTimeout = Duration::seconds(30);

std::uint64_t argument(std::uint32_t life, std::uint32_t low) { return (static_cast<std::uint64_t>(life) << 32) | low; }

}  // namespace

Consumer::Consumer(Group& group, const model::Listener& listener, Place place, RecordProcessor& processor, RandomStream& random,
                   std::uint32_t number)
    : m_group(group), m_listener(listener), m_place(place), m_processor(processor), m_random(random),
      m_brokers(group.cluster().brokers().size()) {
    m_memberId = "consumer-" + group.id() + "-" + std::to_string(number);
    const bool isBatch = std::any_of(listener.steps.begin(), listener.steps.end(), [](const model::Step& step) { return step.perBatch; });
    m_commitsRecords = listener.ackMode == model::Listener::AckMode::Record && !isBatch && !config().enableAutoCommit;
    group.cluster().addConnection(*this);
}

Consumer::~Consumer() { m_group.cluster().removeConnection(*this); }

void Consumer::begin() {
    ++m_life;
    m_state = State::Joining;
    m_mustRejoin = m_mustClose = m_hasLeft = m_retryScheduled = m_autoCommitScheduled = false;
    m_isAwaitingAssignment = false;
    m_joined.reset();
    m_recordCommit = {};
    forgetCoordinatorCall();
}

void Consumer::start() {
    begin();
    Kernel& kernel = m_group.cluster().context().kernel;
    m_lastPoll = m_lastCommit = kernel.now();
    // Heartbeats of different members do not fall on one instant.
    const Duration offset{static_cast<std::int64_t>(m_random.uniform() * static_cast<double>(config().heartbeatInterval.ns))};
    kernel.scheduleAfter(offset, *this, Heartbeat, argument(m_life, 0));
    requestJoin();
}

void Consumer::startStable() {
    begin();
    const Duration offset{static_cast<std::int64_t>(m_random.uniform() * static_cast<double>(config().heartbeatInterval.ns))};
    m_group.cluster().context().kernel.scheduleAfter(offset, *this, Heartbeat, argument(m_life, 0));
}

void Consumer::close() {
    if (m_state == State::Stopped) return;
    if (m_state == State::Processing || m_state == State::Committing) {
        m_mustClose = true;
        return;
    }
    autoCommit();
    m_group.leave(*this, m_memberId + " left");
    abandon();
}

void Consumer::abandon() {
    ++m_life;
    m_state = State::Stopped;
    dropAssignment();
    forgetCoordinatorCall();
    m_generation = -1;
}

void Consumer::dropAssignment() {
    for (Assigned& assigned : m_assigned) {
        GroupPartitionLedger& ledger = m_group.ledger(*assigned.partition);
        ledger.delivered = ledger.processedTo;
    }
    m_assigned.clear();
    m_ready.clear();
    m_joined.reset();
    for (BrokerState& broker : m_brokers) {
        m_group.cluster().context().kernel.cancel(broker.timeout);
        broker.isFetching = false;
        ++broker.round;
    }
}

Consumer::Assigned* Consumer::findAssigned(const Partition& partition) {
    for (Assigned& assigned : m_assigned)
        if (assigned.partition == &partition) return &assigned;
    return nullptr;
}

rules::MemberSubscription Consumer::subscription() const {
    rules::MemberSubscription subscription;
    subscription.memberId = m_memberId;
    subscription.topics = m_listener.topics;
    if (m_generation >= 0) {
        subscription.generation = m_generation;
        for (const Assigned& assigned : m_assigned)
            subscription.owned.push_back({m_group.cluster().findTopic(assigned.partition->topic())->declaration->name, assigned.partition->number()});
    }
    return subscription;
}

void Consumer::onJoined(int generation, std::vector<Partition*> partitions) {
    if (m_state == State::Stopped) return;
    m_isAwaitingAssignment = false;
    if (m_state == State::Processing || m_state == State::Committing)
        m_joined = {generation, std::move(partitions)};
    else
        adopt(generation, partitions);
}

void Consumer::adopt(int generation, const std::vector<Partition*>& partitions) {
    m_generation = generation;
    // Of what it kept and worked on meanwhile, the commits of the last moments were refused.
    if (!m_assigned.empty() && m_group.coordinator() && m_group.acceptsCommit(*this, m_generation)) applyCommit();
    const bool isCooperative = rules::isCooperative(m_group.assignor());
    bool hasRevoked = false;
    std::vector<Assigned> next;
    for (Partition* partition : partitions) {
        if (const Assigned* kept = findAssigned(*partition)) {
            next.push_back(*kept);
            continue;
        }
        const std::int64_t position = m_group.committed(*partition);
        next.push_back({partition, position, {}, false});
    }
    for (const Assigned& old : m_assigned)
        hasRevoked = hasRevoked || std::find(partitions.begin(), partitions.end(), old.partition) == partitions.end();
    m_assigned = std::move(next);
    std::erase_if(m_ready, [this](const Partition* p) { return findAssigned(*p) == nullptr; });
    for (BrokerState& broker : m_brokers) ++broker.round, broker.isFetching = false;
    m_state = State::Polling;
    m_mustRejoin = isCooperative && hasRevoked;
    poll();
}

void Consumer::onSyncRefused() {
    if (m_state == State::Joining && !m_call.broker)
        requestJoin();
    else if (m_isAwaitingAssignment)
        m_mustRejoin = true;
}

void Consumer::joinArrived() {
    m_hasLeft = false;
    m_isAwaitingAssignment = true;
    m_group.join(*this);
    if (m_state != State::Joining || m_assigned.empty()) return;
    m_state = State::Polling;  // it kept its partitions
    poll();
}

void Consumer::poll() {
    if (m_state != State::Polling) return;
    m_lastPoll = m_group.cluster().context().kernel.now();
    if (m_mustClose) {
        m_state = State::Joining;
        close();
        return;
    }
    if (m_joined && !m_hasLeft) {
        const Joined joined = *std::exchange(m_joined, std::nullopt);
        adopt(joined.generation, joined.partitions);
        return;
    }
    if (m_hasLeft || m_mustRejoin) {
        rejoin();
        return;
    }
    resetPositions();
    if (!m_ready.empty())
        deliver();
    else
        fetchMore();
}

void Consumer::resetPositions() {
    for (Assigned& assigned : m_assigned) {
        if (!assigned.mustReset) continue;
        assigned.mustReset = false;
        assigned.position = m_group.resetPosition(*assigned.partition, assigned.position, config().autoOffsetReset);
        if (config().enableAutoCommit) autoCommitWhenDue();
    }
}

void Consumer::deliver() {
    std::int64_t room = config().maxPollRecords;
    std::vector<Delivery> deliveries;
    while (room > 0 && !m_ready.empty()) {
        Assigned* assigned = findAssigned(*m_ready.front());
        if (assigned != nullptr && !assigned->isDrained()) room -= take(*assigned, room, deliveries);
        if (assigned == nullptr || assigned->isDrained()) m_ready.pop_front();
    }
    fetchMore();  // pipelined: the next fetches leave before the records are returned
    if (deliveries.empty()) return;
    m_state = State::Processing;
    m_processor.process(*this, std::move(deliveries));
}

std::int64_t Consumer::take(Assigned& assigned, std::int64_t room, std::vector<Delivery>& deliveries) {
    const FetchedBatch& batch = assigned.buffer.front();
    const std::int64_t end = std::min(batch.end(), assigned.position + room);
    const std::int64_t count = end - assigned.position;
    deliveries.push_back({assigned.partition, batch, {assigned.position, end}});
    assigned.position = end;
    if (end == batch.end()) assigned.buffer.pop_front();
    GroupPartitionLedger& ledger = m_group.ledger(*assigned.partition);
    ledger.delivered = std::max(ledger.delivered, end);
    return count;
}

void Consumer::onProcessed() {
    if (m_state != State::Processing) return;
    commit();
}

void Consumer::commit() {
    if (config().enableAutoCommit) {
        m_state = State::Polling;
        autoCommitWhenDue();
        poll();
        return;
    }
    if (m_commitsRecords) {
        m_state = State::Polling;
        poll();
        return;
    }
    m_state = State::Committing;
    requestCommit();
}

void Consumer::commitRecord(Partition& partition, std::int64_t end) {
    if (m_state != State::Processing) return;
    m_state = State::Committing;
    m_recordCommit = {&partition, end};
    requestCommit();
}

void Consumer::recordCommitted(bool isAccepted) {
    const RecordCommit done = m_recordCommit;
    m_recordCommit = {};
    if (isAccepted && m_group.committed(*done.partition) < done.end) m_group.commit(*done.partition, done.end);
    m_state = State::Processing;
    m_processor.onRecordCommitted(*this);
}

/// Within poll(), waiting ones included, once the interval has passed; when it fails, again after a while.
void Consumer::autoCommitWhenDue() {
    if (m_state != State::Polling) return;
    Kernel& kernel = m_group.cluster().context().kernel;
    const Instant due = m_lastCommit + config().autoCommitInterval;
    const bool isDue = kernel.now() >= due;
    if ((isDue && autoCommit()) || m_autoCommitScheduled) return;
    m_autoCommitScheduled = true;
    kernel.schedule(isDue ? kernel.now() + metadataBackoff : due, *this, AutoCommit, argument(m_life, 0));
}

/// Asynchronous: nobody waits for the answer.
bool Consumer::autoCommit() {
    if (!config().enableAutoCommit) return false;
    const auto broker = m_group.coordinator();
    if (!broker || !m_group.cluster().isReachable(m_place, *broker) || !m_group.acceptsCommit(*this, m_generation)) return false;
    applyCommit();
    return true;
}

void Consumer::requestCommit() { callCoordinator(CommitDone, CommitAgain, metadataBackoff); }

void Consumer::committed() {
    if (m_state != State::Committing) return;
    // Who was thrown out meanwhile, or missed a generation, gets an error and joins anew: others own its partitions now.
    // During a rebalance that it takes part in, the error is one to try again, with what is committed next.
    const bool isAccepted = m_group.acceptsCommit(*this, m_generation);
    const bool isRebalancing = m_isAwaitingAssignment || m_joined;
    if ((isAccepted || isRebalancing) && m_recordCommit.partition != nullptr) return recordCommitted(isAccepted);
    m_recordCommit = {};
    if (isAccepted)
        applyCommit();
    else if (!isRebalancing)
        m_hasLeft = true;
    m_state = State::Polling;
    poll();
}

void Consumer::callCoordinator(Code answer, Code again, Duration backoff) {
    const auto broker = m_group.coordinator();
    Cluster& cluster = m_group.cluster();
    Kernel& kernel = cluster.context().kernel;
    if (!broker || !cluster.isReachable(m_place, *broker)) {
        kernel.scheduleAfter(backoff, *this, again, argument(m_life, 0));
        return;
    }
    m_call.broker = broker;
    m_call.again = again;
    m_call.timeout = kernel.scheduleAfter(requestTimeout, *this, CoordinatorTimedOut, argument(m_life, ++m_call.round));
    cluster.coordinate(m_place, *broker, *this, answer, argument(m_life, m_call.round));
}

/// Whether this is the answer awaited; it is then awaited no more.
bool Consumer::isAnswered(std::uint32_t round) {
    if (!m_call.broker || m_call.round != round) return false;
    forgetCoordinatorCall();
    return true;
}

void Consumer::forgetCoordinatorCall() {
    m_group.cluster().context().kernel.cancel(m_call.timeout);
    m_call.broker.reset();
}

void Consumer::callCoordinatorAgain() {
    forgetCoordinatorCall();
    m_group.cluster().context().kernel.scheduleAfter(metadataBackoff, *this, m_call.again, argument(m_life, 0));
}

void Consumer::applyCommit() {
    m_lastCommit = m_group.cluster().context().kernel.now();
    for (const Assigned& assigned : m_assigned)
        if (m_group.committed(*assigned.partition) < assigned.position) m_group.commit(*assigned.partition, assigned.position);
}

void Consumer::fetchMore() {
    for (std::uint32_t broker = 0; broker < m_brokers.size(); ++broker)
        if (!m_brokers[broker].isFetching) sendFetch({broker});
}

void Consumer::sendFetch(model::BrokerIndex broker) {
    Cluster& cluster = m_group.cluster();
    Kernel& kernel = cluster.context().kernel;
    FetchRequest request;
    bool isLeaderless = false;
    for (Assigned& assigned : m_assigned) {
        if (!assigned.isDrained() || assigned.mustReset) continue;
        if (!assigned.partition->leader()) isLeaderless = true;
        if (assigned.partition->leader() == broker) request.parts.push_back({assigned.partition, assigned.position, assigned.position, {}});
    }
    const bool isUnreachable = !request.parts.empty() && !cluster.isReachable(m_place, broker);
    if (isUnreachable || isLeaderless) fetchAgainLater(isUnreachable ? reconnectBackoff : metadataBackoff);
    if (isUnreachable) return;
    if (request.parts.empty()) return;
    BrokerState& state = m_brokers[broker.value];
    state.isFetching = true;
    ++state.round;
    const model::ConsumerConfig& config = m_listener.consumer;
    request.consumer = this;
    request.round = state.round;
    request.broker = broker;
    request.minBytes = config.fetchMinBytes.value;
    request.maxBytes = config.fetchMaxBytes.value;
    request.maxPartitionBytes = config.maxPartitionFetchBytes.value;
    request.maxWait = config.fetchMaxWait;
    kernel.cancel(state.timeout);
    state.timeout = kernel.scheduleAfter(requestTimeout, *this, FetchTimedOut, argument(state.round, broker.value));
    cluster.fetch(m_place, std::move(request));
}

void Consumer::onFetched(const FetchRequest& request) {
    BrokerState& state = m_brokers[request.broker.value];
    if (m_state == State::Stopped || state.round != request.round) return;
    state.isFetching = false;
    m_group.cluster().context().kernel.cancel(state.timeout);
    bool isStuck = false;
    for (const FetchRequest::Part& part : request.parts) {
        Assigned* assigned = findAssigned(*part.partition);
        if (assigned == nullptr || assigned->position != part.from) continue;
        const PartitionLog& log = part.partition->log();
        if (part.from < log.startOffset() || part.from > log.endOffset()) {
            assigned->mustReset = true;
            continue;
        }
        if (part.partition->leader() != request.broker) isStuck = true;
        assigned->buffer.assign(part.batches.begin(), part.batches.end());
        if (!assigned->isDrained()) m_ready.push_back(part.partition);
    }
    if (isStuck) fetchAgainLater(metadataBackoff);
    if (isStuck && m_ready.empty()) return;
    // Fetches leave within poll() only: one sent now would leave out what this one brought, and wait for other partitions.
    if (m_state == State::Polling) poll();
}

void Consumer::onDisconnected(model::BrokerIndex broker) {
    if (m_state == State::Stopped) return;
    if (m_call.broker == broker) callCoordinatorAgain();
    BrokerState& state = m_brokers[broker.value];
    if (!state.isFetching) return;
    state.isFetching = false;
    ++state.round;
    fetchAgainLater(metadataBackoff);
}

void Consumer::fetchAgainLater(Duration backoff) {
    if (m_retryScheduled) return;
    m_retryScheduled = true;
    m_group.cluster().context().kernel.scheduleAfter(backoff, *this, FetchAgain, argument(m_life, 0));
}

void Consumer::fetchTimedOut(std::uint32_t broker, std::uint32_t round) {
    BrokerState& state = m_brokers[broker];
    if (m_state == State::Stopped || state.round != round || !state.isFetching) return;
    state.isFetching = false;
    ++state.round;
    sendFetch({broker});
}

void Consumer::rejoin() {
    autoCommit();
    m_state = State::Joining;
    m_isAwaitingAssignment = false;
    if (!rules::isCooperative(m_group.assignor()) || m_hasLeft) dropAssignment();
    m_mustRejoin = false;
    requestJoin();
}

void Consumer::requestJoin() { callCoordinator(JoinArrived, JoinAgain, reconnectBackoff); }

void Consumer::heartbeat() {
    Kernel& kernel = m_group.cluster().context().kernel;
    kernel.scheduleAfter(config().heartbeatInterval, *this, Heartbeat, argument(m_life, 0));
    const auto broker = m_group.coordinator();
    const bool isReachable = broker && m_group.cluster().isReachable(m_place, *broker);
    if (kernel.now() - m_lastPoll > config().maxPollInterval && m_state != State::Polling && m_state != State::Joining && !m_hasLeft) {
        m_hasLeft = true;
        if (isReachable) m_group.leave(*this, m_memberId + " did not poll within max.poll.interval.ms");
        return;
    }
    if (m_hasLeft || m_state == State::Joining || !isReachable) return;
    switch (m_group.heartbeat(*this)) {
        case Group::HeartbeatAnswer::Ok: return;
        case Group::HeartbeatAnswer::UnknownMember: m_hasLeft = true; break;
        case Group::HeartbeatAnswer::RebalanceInProgress: m_mustRejoin = true; break;
    }
    poll();
}

void Consumer::onEvent(std::uint32_t code, std::uint64_t packed) {
    const auto high = static_cast<std::uint32_t>(packed >> 32);
    const auto low = static_cast<std::uint32_t>(packed);
    if (code == FetchTimedOut) return fetchTimedOut(low, high);
    if (high != m_life) return;
    switch (static_cast<Code>(code)) {
        case Heartbeat: heartbeat(); return;
        case JoinArrived:
            if (isAnswered(low)) joinArrived();
            return;
        case JoinAgain:
            if (m_state == State::Joining) requestJoin();
            return;
        case CommitAgain:
            if (m_state == State::Committing) requestCommit();
            return;
        case CommitDone:
            if (isAnswered(low)) committed();
            return;
        case CoordinatorTimedOut:
            if (m_call.broker && m_call.round == low) callCoordinatorAgain();
            return;
        case AutoCommit:
            m_autoCommitScheduled = false;
            autoCommitWhenDue();
            return;
        case FetchAgain:
            m_retryScheduled = false;
            fetchMore();
            return;
        case FetchTimedOut: return;
    }
}

}  // namespace headroom::sim
