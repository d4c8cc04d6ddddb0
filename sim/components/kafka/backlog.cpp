#include "sim/components/kafka/backlog.h"

#include <algorithm>

#include "model/rules/kafka/record_size.h"
#include "sim/components/kafka/record_overhead.h"

namespace headroom::sim {

namespace {

/// What a publish step has if its size isn't said.
constexpr double sizeUnlessPublished = 512;
/// Tells them from the records of the run, which are numbered from 0.
constexpr std::uint64_t backlogId = 1ULL << 63U;

/// Mean size of what the steps publish to the topic; 0 if they don't.
double publishedSize(const model::Steps& steps, const std::string& topic) {
    for (const model::Step& step : steps)
        if (const auto* publish = std::get_if<model::PublishStep>(&step.action); publish != nullptr && publish->topic == topic)
            return publish->size.mean;
    return 0;
}

double publishedSize(const model::Scenario& scenario, const std::string& topic) {
    double size = 0;
    const auto look = [&](const model::Steps& steps) {
        if (size == 0) size = publishedSize(steps, topic);
    };
    for (const model::Client& client : scenario.clients) look(client.journey);
    for (const model::Service& service : scenario.services) {
        for (const model::Operation& operation : service.operations) look(operation.steps);
        for (const model::Listener& listener : service.listeners) look(listener.steps);
    }
    return size == 0 ? sizeUnlessPublished : size;
}

}  // namespace

Backlog::Backlog(const model::Scenario& scenario, std::uint32_t topic, int brokers)
    : m_initial(scenario.initial), m_topic(scenario.topics[topic]), m_index(topic), m_brokers(brokers), m_holders(m_topic.partitions), m_reaches{{}} {
    m_recordBytes = static_cast<std::int64_t>(publishedSize(scenario, m_topic.name)) + recordOverhead;
    for (const model::InitialState::Lag& lag : m_initial.lags) {
        if (lag.topic != m_topic.name || lag.records == 0) continue;
        m_reaches.push_back({lag.records, lag.age});
        if (lag.partitions > 0) m_holders = std::min(lag.partitions, m_topic.partitions);
    }
    std::sort(m_reaches.begin(), m_reaches.end(), [](const Reach& a, const Reach& b) { return a.records < b.records; });
    m_records = m_reaches.back().records;
}

std::int64_t Backlog::shareOf(std::int64_t records, int partition) const {
    if (partition >= m_holders) return 0;
    return records / m_holders + (partition < records % m_holders ? 1 : 0);
}

std::int64_t Backlog::lagOf(const std::string& groupId, int partition) const {
    for (const model::InitialState::Lag& lag : m_initial.lags)
        if (lag.topic == m_topic.name && lag.groupId == groupId) return shareOf(lag.records, partition);
    return 0;
}

model::Instant Backlog::timestampOf(std::int64_t offset, int partition) const {
    // Record by record they went to the partitions in turn, and the newest are those that all groups have yet to read.
    const std::int64_t fromEnd = std::clamp<std::int64_t>(m_records - (offset * m_holders + partition), 1, m_records);
    std::size_t i = 1;
    while (m_reaches[i].records < fromEnd) ++i;
    const Reach& newer = m_reaches[i - 1];
    const Reach& older = m_reaches[i];
    const double share = static_cast<double>(fromEnd - newer.records) / static_cast<double>(older.records - newer.records);
    const double age = static_cast<double>(newer.age.ns) + share * static_cast<double>(older.age.ns - newer.age.ns);
    return model::Instant::start() - model::Duration{static_cast<std::int64_t>(age)};
}

void Backlog::layInto(Partition& partition) const {
    const std::int64_t batchRecords =
        std::max<std::int64_t>(1, (model::ProducerConfig{}.batchSize.value - rules::kBatchHeaderBytes) / m_recordBytes);
    const std::int64_t end = shareOf(m_records, partition.number());
    // The leader appended to all partitions it leads meanwhile; the newest bytes are the ones in its page cache.
    const std::int64_t led = std::max(1, m_topic.partitions / m_brokers);
    for (std::int64_t base = 0; base < end; base += batchRecords) {
        LogBatch batch;
        batch.count = std::min(batchRecords, end - base);
        batch.bytes = rules::kBatchHeaderBytes + batch.count * m_recordBytes;
        batch.cacheMark = -(end - base - batch.count) * m_recordBytes * led;
        batch.maxTimestamp = timestampOf(base + batch.count - 1, partition.number());
        batch.appended = batch.maxTimestamp;
        partition.addHistory(std::move(batch));
    }
}

Records Backlog::recordsOf(const LogBatch& batch, int partition, RecordPool& pool) const {
    Records records = pool.take();
    Record* const filled = records->extend(static_cast<std::size_t>(batch.count));
    for (std::int64_t i = 0; i < batch.count; ++i) {
        Record& record = filled[i];
        record.created = record.origin = timestampOf(batch.base + i, partition);
        record.id = backlogId | static_cast<std::uint64_t>(m_index) << 40U |
                    static_cast<std::uint64_t>((batch.base + i) * m_topic.partitions + partition);
        record.key = -1;
        record.bytes = static_cast<std::uint32_t>(m_recordBytes) & 0x7fffffffU;
        record.isPoison = 0;
    }
    return records;
}

}  // namespace headroom::sim
