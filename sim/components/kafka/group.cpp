#include "sim/components/kafka/group.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace headroom::sim {

Group::Group(Cluster& cluster, const std::string& service, const model::Listener& listener)
    : m_cluster(cluster), m_listener(listener), m_ledgerIndex(cluster.context().scenario.topics.size()) {
    observe(service);
    addListener(listener);
    m_endToEnd = &cluster.context().observatory.latency(m_element, "endToEndLatency");
    m_inTopic = &cluster.context().observatory.latency(m_element, "topicLatency");
    cluster.context().kernel.scheduleAfter(Duration::seconds(1), *this, CheckSessions);
}

void Group::addListener(const model::Listener& listener) {
    for (const auto& topic : m_cluster.topics()) {
        const auto& topics = listener.topics;
        const bool isKnown = !m_ledgerIndex[topic->index].empty();
        if (isKnown || std::find(topics.begin(), topics.end(), topic->declaration->name) == topics.end()) continue;
        for (const auto& partition : topic->partitions) {
            m_ledgerIndex[topic->index].push_back(static_cast<std::uint32_t>(m_ledgers.size()));
            m_ledgers.push_back(ledgerAtStart(*topic, *partition));
            observe(m_ledgers.size() - 1);
        }
        m_cluster.addReader(topic->index, *this);
    }
}

/// The group has read all of the partition but its initial lag.
GroupPartitionLedger Group::ledgerAtStart(const Topic& topic, Partition& partition) const {
    GroupPartitionLedger ledger;
    ledger.partition = &partition;
    ledger.start = partition.log().endOffset() - (topic.backlog ? topic.backlog->lagOf(id(), partition.number()) : 0);
    ledger.committed = ledger.processedTo = ledger.start;
    return ledger;
}

void Group::observe(const std::string& service) {
    Observatory& observatory = m_cluster.context().observatory;
    m_element = observatory.element("group", id(), "service/" + service);
    observatory.counter(m_element, "processed", "records", m_processed);
    observatory.counter(m_element, "redelivered", "records", m_redelivered);
    observatory.counter(m_element, "rebalances", "rebalances", m_rebalances);
    const auto sum = [this](std::int64_t GroupPartitionLedger::* member) {
        return [this, member] { return static_cast<double>(total(member)); };
    };
    observatory.counterGauge(m_element, "deadLettered", "records", sum(&GroupPartitionLedger::deadLettered));
    observatory.counterGauge(m_element, "skipped", "records", sum(&GroupPartitionLedger::skipped));
    observatory.counterGauge(m_element, "expiredUnread", "records", sum(&GroupPartitionLedger::expiredUnread));
    observatory.counterGauge(m_element, "lostRecords", "records", [this] {
        std::int64_t lost = 0;
        for (const GroupPartitionLedger& l : m_ledgers)
            lost += l.skipped + l.expiredUnread + l.resetSkipped + l.partition->lostAcknowledged;
        return static_cast<double>(lost);
    });
    observatory.gauge(m_element, "members", "consumers", [this] { return static_cast<double>(m_members.size()); });
    observatory.gauge(m_element, "stable", "1", [this] { return m_state == State::Stable ? 1.0 : 0.0; });
    observatory.gauge(m_element, "consumerLag", "records", [this] {
        std::int64_t lag = 0;
        for (const GroupPartitionLedger& l : m_ledgers) lag += std::max<std::int64_t>(0, l.partition->highWatermark() - l.committed);
        return static_cast<double>(lag);
    });
    observatory.gauge(m_element, "timeLag", "s", [this] { return timeLag(); });
}

void Group::observe(std::size_t ledger) {
    Observatory& observatory = m_cluster.context().observatory;
    const Partition& partition = *m_ledgers[ledger].partition;
    const std::string& topic = m_cluster.findTopic(partition.topic())->declaration->name;
    const auto element =
        observatory.element("partitionOfGroup", fmt::format("{}/{}/{}", id(), topic, partition.number()), "group/" + id());
    observatory.gauge(element, "consumerLag", "records", [this, ledger] {
        const GroupPartitionLedger& l = m_ledgers[ledger];
        return static_cast<double>(std::max<std::int64_t>(0, l.partition->highWatermark() - l.committed));
    });
}

std::int64_t Group::total(std::int64_t GroupPartitionLedger::* member) const {
    std::int64_t sum = 0;
    for (const GroupPartitionLedger& ledger : m_ledgers) sum += ledger.*member;
    return sum;
}

double Group::timeLag() const {
    const Instant now = m_cluster.context().kernel.now();
    double worst = 0;
    for (const GroupPartitionLedger& ledger : m_ledgers) {
        if (ledger.committed >= ledger.partition->highWatermark()) continue;
        // What expired unread is gone: the oldest record there still is to read.
        const PartitionLog& log = ledger.partition->log();
        if (const LogBatch* batch = log.findBatch(std::max(ledger.committed, log.startOffset())))
            worst = std::max(worst, (now - batch->appended).toSeconds());
    }
    return worst;
}

Consumer& Group::addConsumer(const model::Listener& listener, Place place, RecordProcessor& processor, RandomStream& random) {
    const auto number = static_cast<std::uint32_t>(m_consumers.size());
    m_consumers.push_back(std::make_unique<Consumer>(*this, listener, place, processor, random, number));
    return *m_consumers.back();
}

/// The longest of its members, as the coordinator takes it.
Duration Group::rebalanceTimeout() const {
    Duration longest{0};
    for (const Member& member : m_members) longest = std::max(longest, member.consumer->config().maxPollInterval);
    return longest;
}

std::optional<model::BrokerIndex> Group::coordinator() const {
    const auto count = static_cast<std::uint32_t>(m_cluster.brokers().size());
    std::uint32_t hash = 0;
    for (const char c : id()) hash = hash * 31 + static_cast<unsigned char>(c);
    for (std::uint32_t i = 0; i < count; ++i) {
        const model::BrokerIndex broker{(hash + i) % count};
        if (!m_cluster.isFenced(broker)) return m_cluster.brokers()[broker.value]->isUp() ? std::optional(broker) : std::nullopt;
    }
    return std::nullopt;
}

Group::Member* Group::findMember(const Consumer& consumer) {
    for (Member& member : m_members)
        if (member.consumer == &consumer && member.life == consumer.life()) return &member;
    return nullptr;
}

/// Its join or sync is held back by the coordinator, which then expects no heartbeats.
bool Group::isAwaitingAnswer(const Member& member) const {
    return member.hasJoined && (m_state == State::Preparing || m_state == State::Completing);
}

void Group::startStable() {
    const Instant now = m_cluster.context().kernel.now();
    for (const auto& consumer : m_consumers)
        if (consumer->isRunning()) m_members.push_back({consumer.get(), consumer->life(), now, true});
    if (m_members.empty()) return;
    m_why = "the group existed at the start";
    computeAssignment();
    assignmentReady();
}

Group::HeartbeatAnswer Group::heartbeat(Consumer& consumer) {
    Member* member = findMember(consumer);
    if (member == nullptr) return HeartbeatAnswer::UnknownMember;
    member->lastHeartbeat = m_cluster.context().kernel.now();
    return m_state == State::Preparing && !member->hasJoined ? HeartbeatAnswer::RebalanceInProgress : HeartbeatAnswer::Ok;
}

void Group::join(Consumer& consumer) {
    Kernel& kernel = m_cluster.context().kernel;
    Member* member = findMember(consumer);
    const bool isNew = member == nullptr;
    if (isNew) {
        m_members.push_back({&consumer, consumer.life(), kernel.now(), false});
        member = &m_members.back();
        m_hasNewcomer = true;
    }
    member->lastHeartbeat = kernel.now();
    if (m_state == State::Empty) {
        const model::BrokerConfig& broker = m_cluster.declaration().config;
        m_state = State::Preparing;
        m_why = "first member joined an empty group";
        m_rebalanceBegan = kernel.now();
        m_initialRemaining = std::max(Duration{0}, rebalanceTimeout() - broker.groupInitialRebalanceDelay);
        m_hasNewcomer = false;
        member->hasJoined = true;
        m_timer = kernel.scheduleAfter(broker.groupInitialRebalanceDelay, *this, InitialDelay,
                                       static_cast<std::uint64_t>(broker.groupInitialRebalanceDelay.ns));
        return;
    }
    if (m_state != State::Preparing) prepareRebalance(isNew ? consumer.memberId() + " joined" : consumer.memberId() + " asked to rejoin");
    findMember(consumer)->hasJoined = true;
    completeIfAllJoined();
}

void Group::prepareRebalance(const std::string& why) {
    Kernel& kernel = m_cluster.context().kernel;
    const bool areSyncing = m_state == State::Completing;
    m_state = State::Preparing;
    m_why = why;
    m_rebalanceBegan = kernel.now();
    for (Member& member : m_members) member.hasJoined = false;
    m_initialRemaining = Duration{-1};
    kernel.cancel(m_timer);
    m_timer = kernel.scheduleAfter(rebalanceTimeout(), *this, RebalanceTimeout);
    if (!areSyncing) return;
    // Their syncs are answered with REBALANCE_IN_PROGRESS.
    for (const Member& member : m_members)
        if (member.life == member.consumer->life()) member.consumer->onSyncRefused();
}

void Group::completeIfAllJoined() {
    if (m_state != State::Preparing || m_initialRemaining.ns >= 0) return;
    if (std::all_of(m_members.begin(), m_members.end(), [](const Member& m) { return m.hasJoined; })) completeJoin();
}

void Group::completeJoin() {
    m_cluster.context().kernel.cancel(m_timer);
    std::erase_if(m_members, [](const Member& m) { return !m.hasJoined; });
    if (m_members.empty()) {
        m_state = State::Empty;
        return;
    }
    computeAssignment();
    // JoinGroup answers, the leader computes, SyncGroup answers: one more round through the coordinator.
    m_state = State::Completing;
    handOut();
}

void Group::handOut() {
    // Should the coordinator die meanwhile, the leader turns to its successor.
    m_timer = m_cluster.context().kernel.scheduleAfter(Duration::seconds(1), *this, HandOutAgain);
    if (const auto broker = coordinator())
        m_cluster.coordinate(m_members.front().consumer->place(), *broker, *this, AssignmentReady, static_cast<std::uint64_t>(m_generation));
}

void Group::computeAssignment() {
    ++m_generation;
    std::vector<rules::MemberSubscription> members;
    for (const Member& member : m_members) members.push_back(member.consumer->subscription());
    rules::TopicSizes sizes;
    for (const GroupPartitionLedger& ledger : m_ledgers) {
        const Topic* topic = m_cluster.findTopic(ledger.partition->topic());
        sizes[topic->declaration->name] = static_cast<int>(topic->partitions.size());
    }
    m_assignment = rules::assign(assignor(), members, sizes);
}

void Group::onEvent(std::uint32_t code, std::uint64_t argument) {
    switch (static_cast<Code>(code)) {
        case InitialDelay: initialDelayOver(Duration{static_cast<std::int64_t>(argument)}); return;
        case RebalanceTimeout: completeJoin(); return;
        case AssignmentReady:
            if (m_state == State::Completing && argument == static_cast<std::uint64_t>(m_generation)) assignmentReady();
            return;
        case HandOutAgain:
            if (m_state == State::Completing) handOut();
            return;
        case CheckSessions: expireSessions(); return;
    }
}

void Group::initialDelayOver(Duration waited) {
    if (!m_hasNewcomer || m_initialRemaining.ns <= 0) {
        m_initialRemaining = Duration{-1};
        completeJoin();
        return;
    }
    m_hasNewcomer = false;
    const Duration next = std::min(m_cluster.declaration().config.groupInitialRebalanceDelay, m_initialRemaining);
    m_initialRemaining = std::max(Duration{0}, m_initialRemaining - waited);
    m_timer = m_cluster.context().kernel.scheduleAfter(next, *this, InitialDelay, static_cast<std::uint64_t>(next.ns));
}

void Group::assignmentReady() {
    m_cluster.context().kernel.cancel(m_timer);
    m_state = State::Stable;
    ++m_rebalances;
    for (Member& member : m_members) member.lastHeartbeat = m_cluster.context().kernel.now();  // sessions begin with the answer
    const std::vector<Member> members = m_members;
    reportRebalance(members.size());
    for (const Member& member : members)
        if (member.life == member.consumer->life()) member.consumer->onJoined(m_generation, assignmentOf(*member.consumer));
}

std::vector<Partition*> Group::assignmentOf(const Consumer& consumer) {
    std::vector<Partition*> assigned;
    for (const rules::TopicPartition& tp : m_assignment.at(consumer.memberId()))
        for (const GroupPartitionLedger& ledger : m_ledgers)
            if (ledger.partition->number() == tp.partition && m_cluster.findTopic(ledger.partition->topic())->declaration->name == tp.topic)
                assigned.push_back(ledger.partition);
    return assigned;
}

void Group::reportRebalance(std::size_t members) {
    trace::Event event;
    event.kind = "group.rebalanced";
    event.element = "group/" + id();
    const double took = (m_cluster.context().kernel.now() - m_rebalanceBegan).toSeconds();
    event.summary = fmt::format("group {} generation {}: {} partitions to {} members", id(), m_generation, m_ledgers.size(), members);
    event.reason.rule = "group.rebalance";
    event.reason.inputs = {{"members", static_cast<double>(members), "consumers"},
                           {"partitions", static_cast<double>(m_ledgers.size()), "partitions"},
                           {"duration", took, "s"}};
    event.reason.result = fmt::format("generation {}", m_generation);
    event.reason.sentence = fmt::format("{}, because {}; it took {:.3g} s", event.summary, m_why, took);
    event.reason.source = "Kafka: GroupCoordinator, " + std::string(rules::protocolName(assignor()));
    m_cluster.context().observatory.event(std::move(event));
}

void Group::expireSessions() {
    Kernel& kernel = m_cluster.context().kernel;
    const auto present = coordinator();
    // A coordinator that has just loaded the group gives every member a whole session.
    if (present && present != m_coordinator)
        for (Member& member : m_members) member.lastHeartbeat = kernel.now();
    m_coordinator = present;
    std::vector<Member> expired;
    for (const Member& member : m_members)
        if (present && !isAwaitingAnswer(member) && kernel.now() - member.lastHeartbeat > member.consumer->config().sessionTimeout)
            expired.push_back(member);
    for (const Member& member : expired)
        remove(*member.consumer, member.life,
               fmt::format("{} sent no heartbeat for {:.3g} s", member.consumer->memberId(), member.consumer->config().sessionTimeout.toSeconds()));
    kernel.scheduleAfter(Duration::seconds(1), *this, CheckSessions);
}

void Group::leave(Consumer& consumer, const std::string& why) {
    if (const Member* member = findMember(consumer)) remove(consumer, member->life, why);
}

void Group::remove(const Consumer& consumer, std::uint32_t life, const std::string& why) {
    std::erase_if(m_members, [&](const Member& m) { return m.consumer == &consumer && m.life == life; });
    if (m_members.empty()) {
        m_cluster.context().kernel.cancel(m_timer);
        m_state = State::Empty;
        return;
    }
    if (m_state != State::Preparing) prepareRebalance(why);
    completeIfAllJoined();
}

bool Group::acceptsCommit(const Consumer& consumer, int generation) const {
    return generation == m_generation && m_state != State::Completing &&
           std::any_of(m_members.begin(), m_members.end(),
                       [&](const Member& m) { return m.consumer == &consumer && m.life == consumer.life(); });
}

GroupPartitionLedger& Group::ledger(Partition& partition) {
    return m_ledgers[m_ledgerIndex.at(partition.topic()).at(static_cast<std::size_t>(partition.number()))];
}

std::int64_t Group::committed(const Partition& partition) const {
    return m_ledgers[m_ledgerIndex.at(partition.topic()).at(static_cast<std::size_t>(partition.number()))].committed;
}

void Group::commit(Partition& partition, std::int64_t offset) {
    ledger(partition).committed = offset;
    m_cluster.forgetRead(partition);
}

void Group::recordsEnded(Partition& partition, const FetchedBatch& batch, OffsetRange range, RecordEnd end, const Instant* at) {
    GroupPartitionLedger& l = ledger(partition);
    const std::int64_t first = std::clamp(l.processedTo, range.from, range.to);
    l.redelivered += first - range.from;
    m_redelivered += first - range.from;
    const std::int64_t count = range.to - first;
    if (count == 0) return;
    l.processedTo = range.to;
    at += first - range.from;
    const Record* const records = batch.records->data() + (first - batch.base);
    if (m_observer != nullptr)
        for (std::int64_t i = 0; i < count; ++i) m_observer->onRecordEnded(partition, first + i, records[i], end, at[i]);
    switch (end) {
        case RecordEnd::Processed: l.processedOnce += count; break;
        case RecordEnd::DeadLettered: l.deadLettered += count; break;
        case RecordEnd::Skipped: l.skipped += count; break;
    }
    if (end != RecordEnd::Processed) return;
    m_processed += count;
    addLatencies(records, static_cast<std::size_t>(count), batch.records->isFirstHand(), at);
}

void Group::addLatencies(const Record* records, std::size_t count, bool areFirstHand, const Instant* at) {
    m_latencies.resize(count);
    for (std::size_t i = 0; i < count; ++i) m_latencies[i] = (at[i] - records[i].created).ns;
    m_inTopic->addAll(m_latencies.data(), count);
    if (!areFirstHand)
        for (std::size_t i = 0; i < count; ++i) m_latencies[i] = (at[i] - records[i].origin).ns;
    m_endToEnd->addAll(m_latencies.data(), count);
}

std::int64_t Group::resetPosition(Partition& partition, std::int64_t position, model::ConsumerConfig::OffsetReset reset) {
    GroupPartitionLedger& l = ledger(partition);
    const PartitionLog& log = partition.log();
    if (position > log.endOffset()) {
        // The log was truncated below what had been read.
        if (l.processedTo > log.endOffset()) {
            l.processedTruncated += l.processedTo - log.endOffset();
            l.processedTo = log.endOffset();
        }
        l.committed = std::min(l.committed, log.endOffset());
        return log.endOffset();
    }
    const bool isLatest = reset == model::ConsumerConfig::OffsetReset::Latest;
    const std::int64_t next = isLatest ? partition.highWatermark() : log.startOffset();
    const std::int64_t from = std::max(l.processedTo, position);
    if (next > from) {
        const std::int64_t expired = std::clamp<std::int64_t>(log.startOffset() - from, 0, next - from);
        l.expiredUnread += expired;
        l.resetSkipped += next - from - expired;
        l.processedTo = std::max(l.processedTo, next);
    }
    return next;
}

}  // namespace headroom::sim
