#include "tests/integration/audit/far_end.h"

#include <stdexcept>
#include <utility>

#include "services/store/postgres_connection.h"

namespace headroom::integration {

namespace {

using services::AuditEvidence;
using services::TraceCounts;

constexpr int partitions = 4;
constexpr int requestTime = 2'000;  // milliseconds
const std::vector<std::string> letterTopics{"billing-dlt", "notification-dlt"};

model::ConsumerConfig fromTheBeginning() {
    model::ConsumerConfig config;
    config.autoOffsetReset = model::ConsumerConfig::OffsetReset::Earliest;
    return config;
}

}  // namespace

FarEnd::FarEnd(const Server& server, const std::string& bootstrap)
    : m_server(server), m_letterReader({bootstrap, {}, "auditor"}, fromTheBeginning(), "auditor", letterTopics) {
    for (const char* group : {"billing", "notification"})
        m_groups.emplace(group, makeClient(RD_KAFKA_CONSUMER, bootstrap, {{"group.id", group}}));
}

const std::vector<services::Duty>& FarEnd::duties() {
    static const std::vector<services::Duty> all{
        {"order", {}, {}}, {"bill", 0, letterTopics[0]}, {"notification", 0, letterTopics[1]}};
    return all;
}

std::string FarEnd::onItsWay() {
    const std::int64_t rows = m_server.query("SELECT count(*) FROM headroom_ledger.outbox");
    std::string all = rows == 0 ? "" : std::to_string(rows) + " rows in the outbox; ";
    for (const auto& [name, client] : m_groups) {
        const std::string some = behind(client.get(), "placed");
        if (!some.empty()) all += name + ": " + some;
    }
    return all;
}

std::string FarEnd::behind(rd_kafka_t* group, const std::string& topic) const {
    Offsets wanted;
    for (int partition = 0; partition < partitions; ++partition) wanted[{topic, partition}] = 0;
    const PartitionList committed = makeList(wanted);
    const rd_kafka_resp_err_t code = rd_kafka_committed(group, committed.get(), requestTime);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return std::string(rd_kafka_err2str(code)) + "; ";
    std::string all;
    for (int i = 0; i < committed->cnt; ++i) {
        const auto& found = committed->elems[i];
        const std::int64_t last = end(topic, found.partition);
        // Nothing committed where nothing ever came.
        if (found.err == RD_KAFKA_RESP_ERR_NO_ERROR && (found.offset == last || last == 0)) continue;
        all += "partition " + std::to_string(found.partition) + " at " + std::to_string(found.offset) + " of " +
               std::to_string(last) + "; ";
    }
    return all;
}

/// -1: not known just now.
std::int64_t FarEnd::end(const std::string& topic, int partition) const {
    rd_kafka_t* const client = m_groups.begin()->second.get();
    std::int64_t low = -1;
    std::int64_t high = -1;
    const auto code = rd_kafka_query_watermark_offsets(client, topic.c_str(), partition, &low, &high, requestTime);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return high;
    // It asks whom it remembers as the leader, and doesn't find out by itself who has become that.
    const rd_kafka_metadata_t* all = nullptr;
    if (rd_kafka_metadata(client, 1, nullptr, &all, requestTime) == RD_KAFKA_RESP_ERR_NO_ERROR) rd_kafka_metadata_destroy(all);
    return -1;
}

AuditEvidence FarEnd::evidence(const std::string& ledgers) {
    auto book = services::readLedgers(ledgers);
    if (!book) throw std::runtime_error(book.error().message);
    AuditEvidence evidence{
        std::move(book.value()),
        {effects("ledger", "service/orders.create"), effects("bills", "billing"), effects("notes", "notification")},
        {}};
    readLetters();
    for (const auto& [place, trace] : m_letters) ++evidence.deadLetters[std::get<0>(place)][trace];
    return evidence;
}

TraceCounts FarEnd::effects(const std::string& store, const std::string& writer) const {
    auto connection = services::PostgresConnection::open(m_server.url(), "auditor");
    if (!connection) throw std::runtime_error(connection.error().message);
    const auto rows = connection.value()->run("SELECT trace, count(*) FROM headroom_" + store + ".effect WHERE writer = '" +
                                              writer + "' GROUP BY trace");
    if (!rows) throw std::runtime_error(rows.error().message);
    TraceCounts counts;
    for (int row = 0; row < rows.value().count(); ++row)
        counts[rows.value().text(row, 0)] = static_cast<int>(rows.value().integer(row, 1));
    return counts;
}

/// Up to the ends there are now.
void FarEnd::readLetters() {
    std::map<std::pair<std::string, int>, std::int64_t> ends;
    for (const std::string& topic : letterTopics)
        for (int partition = 0; partition < partitions; ++partition)
            waitUntil("the end of a dead-letter topic is known", [&] {
                return (ends[{topic, partition}] = end(topic, partition)) >= 0;
            });
    waitUntil("all dead letters are read", [&] {
        for (const auto& record : m_letterReader.poll(model::Duration::milliseconds(20)))
            m_letters[{record.topic, record.partition, record.offset}] = record.errand.trace.traceText();
        for (const auto& [partition, last] : ends)
            if (last > 0 && m_letters.count({partition.first, partition.second, last - 1}) == 0) return false;
        return true;
    });
}

}  // namespace headroom::integration
