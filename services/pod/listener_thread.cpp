#include "services/pod/listener_thread.h"

#include <algorithm>
#include <cmath>

#include "services/execution/work.h"

namespace headroom::services {

using model::Duration;

namespace {

constexpr Duration pollPause = Duration::milliseconds(100);
constexpr Duration recoveryPause = Duration::seconds(1);

}  // namespace

ListenerThread::ListenerThread(const model::Listener& listener, const Surroundings& surroundings)
    : m_listener(listener),
      m_around(surroundings),
      m_consumer(surroundings.access, listener.consumer, listener.groupId, listener.topics) {
    m_thread = std::thread([this] { run(); });
}

ListenerThread::~ListenerThread() {
    m_thread.join();
}

void ListenerThread::run() {
    while (!m_around.stop.isStopped()) {
        // Cut off from Kafka; its heartbeats go on, for they are librdkafka's.
        if (m_around.place.faults.isCutOff(m_around.place.element)) {
            m_around.stop.waitFor(pollPause);
            continue;
        }
        const auto records = m_consumer.poll(pollPause);
        if (!records.empty())
            process(records);
        else
            m_consumer.commitAgain();
        const std::string trouble = m_consumer.takeTrouble();
        if (!trouble.empty()) m_around.log.warn("kafka", "listener " + m_listener.name + ": " + trouble);
    }
}

void ListenerThread::process(const std::vector<ConsumedRecord>& records) {
    const bool commitsRecords = m_listener.ackMode == model::Listener::AckMode::Record;
    std::vector<ConsumedRecord> done;
    std::vector<End> ends;
    for (const ConsumedRecord& record : records) {
        const End end = processRecord(record);
        if (end == End::Interrupted) break;
        done.push_back(record);
        ends.push_back(end);
        if (!hasBatchSteps()) count(record, end);
        if (commitsRecords) commit({record});
        if (m_around.stop.isStopped()) break;
    }
    if (done.empty()) return;
    if (hasBatchSteps()) {
        if (!finishBatch(done, ends)) return;
        for (std::size_t i = 0; i < done.size(); ++i) count(done[i], ends[i]);
    }
    if (!commitsRecords) commit(done);
}

/// Then a record has ended when its batch has.
bool ListenerThread::hasBatchSteps() const {
    return std::ranges::any_of(m_listener.steps, &model::Step::perBatch);
}

void ListenerThread::commit(const std::vector<ConsumedRecord>& records) {
    const model::Instant began = now();
    const bool isCommitted = m_consumer.commit(records);
    m_around.metrics.kafkaOperations("commit", {}, m_listener.groupId).observe(isCommitted ? "" : "refused", now() - began);
}

ListenerThread::End ListenerThread::processRecord(const ConsumedRecord& record) {
    const auto& dedup = m_listener.dedup;
    StoreCalls& stores = m_around.place.stores;
    if (dedup && stores.hasSeen(dedup->store, m_listener.groupId, record.errand)) return End::Duplicate;
    const auto outcome = tried([&] { return playRecord(record); });
    if (!outcome) return End::Interrupted;
    const End end = isOk(*outcome) ? End::Processed : recover(record);
    if (dedup && end != End::Interrupted) stores.markSeen(dedup->store, m_listener.groupId, record.errand);
    return end;
}

void ListenerThread::count(const ConsumedRecord& record, End end) const {
    Metrics& metrics = m_around.metrics;
    switch (end) {
        case End::Processed:
            metrics.processedRecords(m_listener.groupId, record.topic).add();
            countLatencies(record);
            return;
        case End::Duplicate: metrics.duplicateRecords(m_listener.groupId, record.topic).add(); return;
        case End::DeadLettered: metrics.deadLetteredRecords(m_listener.groupId, record.topic).add(); return;
        case End::Skipped: metrics.skippedRecords(m_listener.groupId, record.topic).add(); return;
        case End::Interrupted: return;
    }
}

void ListenerThread::countLatencies(const ConsumedRecord& record) const {
    const std::int64_t at = wallClockNs();
    m_around.metrics.topicLatency(m_listener.groupId, record.topic).observe({at - record.sentNs});
    m_around.metrics.endToEndLatency(m_listener.groupId, record.topic).observe({at - record.errand.originNs});
}

Outcome ListenerThread::playRecord(const ConsumedRecord& record) {
    const model::Instant began = now();
    // Delivered again, it is the same record to the store that knows what has been seen, and another one to any other.
    const Performance performance{m_listener.groupId, Performance::Part::PerRecord, m_listener.dedup.has_value(),
                                  m_listener.dedup ? m_listener.dedup->store : ""};
    const Outcome played = m_around.player.play(m_listener.steps, record.errand, performance);
    const Outcome outcome = record.isPoison ? Outcome::Failed : played;
    m_around.metrics.processing(m_listener.groupId, record.topic).observe(isOk(outcome) ? "" : word(outcome), now() - began);
    return outcome;
}

template <class Attempt>
std::optional<Outcome> ListenerThread::tried(const Attempt& attempt) {
    for (int failures = 1;; ++failures) {
        const Outcome outcome = attempt();
        if (isOk(outcome) || failures >= m_listener.errorHandler.maxAttempts) return outcome;
        if (m_around.stop.waitFor(backOff(failures))) return std::nullopt;
    }
}

Duration ListenerThread::backOff(int failures) const {
    const model::ErrorHandler& handler = m_listener.errorHandler;
    if (!handler.exponential) return handler.backOffInterval;
    const double interval = static_cast<double>(handler.backOffInterval.ns) * std::pow(handler.multiplier, failures - 1);
    return Duration{std::llround(std::min(interval, static_cast<double>(handler.maxInterval.ns)))};
}

/// Into the dead-letter topic, as often as it takes: what isn't there may not be committed.
ListenerThread::End ListenerThread::recover(const ConsumedRecord& record) {
    if (m_listener.errorHandler.deadLetterTopic.empty()) {
        m_around.log.error("skipped", "a record was given up",
                           {{"topic", record.topic}, {"partition", record.partition}, {"offset", record.offset}});
        return End::Skipped;
    }
    while (!isOk(m_around.place.records.send(deadLetter(record), true)))
        if (m_around.stop.waitFor(recoveryPause)) return End::Interrupted;
    return End::DeadLettered;
}

OutgoingRecord ListenerThread::deadLetter(const ConsumedRecord& record) const {
    OutgoingRecord letter;
    letter.topic = m_listener.errorHandler.deadLetterTopic;
    letter.key = record.key;
    letter.bytes = record.bytes;
    letter.trace = record.errand.trace.child(0);
    letter.createdNs = wallClockNs();
    letter.originNs = record.errand.originNs;
    letter.isPoison = record.isPoison;
    // Spring's recoverer keeps the partition's number.
    const model::Topic* topic = m_around.scenario.findTopic(letter.topic);
    if (topic != nullptr && record.partition < topic->partitions) letter.partition = record.partition;
    return letter;
}

/// The steps that are taken once a poll; false where the pod ends before they are.
bool ListenerThread::finishBatch(const std::vector<ConsumedRecord>& records, std::vector<End>& ends) {
    const Performance performance{m_listener.groupId, Performance::Part::PerBatch, false, ""};
    const auto outcome = tried([&] { return m_around.player.play(m_listener.steps, records.front().errand, performance); });
    if (!outcome) return false;
    if (isOk(*outcome)) return true;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (ends[i] == End::Processed) ends[i] = recover(records[i]);
        if (ends[i] == End::Interrupted) return false;
    }
    return true;
}

}  // namespace headroom::services
