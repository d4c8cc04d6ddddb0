#include "services/store/postgres_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "services/execution/work.h"

namespace headroom::services {

namespace {

constexpr std::size_t longestName = 63;   // bytes of a name; PostgreSQL cuts off the rest
constexpr std::int64_t leastTimeout = 1;  // 0 is none

/// `{0}` is the schema. All of it is one transaction, and the lock is held to its end: "create if not exists" alone fails where
/// two do it at once.
constexpr const char* tables = R"(
SELECT pg_advisory_xact_lock(x'68656164726f6f6d'::bigint);
CREATE SCHEMA IF NOT EXISTS {0};
CREATE TABLE IF NOT EXISTS {0}.effect(operation TEXT NOT NULL, errand BIGINT NOT NULL, at BIGINT NOT NULL, trace TEXT NOT NULL,
                                      writer TEXT NOT NULL, once TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS {0}.seen(consumer TEXT NOT NULL, errand TEXT NOT NULL, PRIMARY KEY(consumer, errand));
CREATE TABLE IF NOT EXISTS {0}.relay(service TEXT NOT NULL, number INTEGER NOT NULL, owner TEXT NOT NULL, until BIGINT NOT NULL,
                                     PRIMARY KEY(service, number));
CREATE TABLE IF NOT EXISTS {0}.outbox(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, service TEXT NOT NULL,
                                      topic TEXT NOT NULL, key TEXT, bytes BIGINT NOT NULL, trace TEXT NOT NULL,
                                      created BIGINT NOT NULL, origin BIGINT NOT NULL, poison BOOLEAN NOT NULL);
CREATE INDEX IF NOT EXISTS outbox_order ON {0}.outbox(service, id);
)";

constexpr const char* isThere = R"(
SET statement_timeout = {};
SELECT to_regclass({}), (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass({}) AND attname = 'once')
)";

std::vector<PostgresStatement> statementsOf(const std::string& schema) {
    const auto in = [&](const char* sql) { return fmt::format(fmt::runtime(sql), schema); };
    return {
        {"limit", "SELECT set_config('statement_timeout', $1, true)"},
        {"effect", in("INSERT INTO {0}.effect VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING")},
        // A row only with its effect.
        {"effectAndRow", in("WITH written AS (INSERT INTO {0}.effect VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING "
                            "RETURNING 1) "
                            "INSERT INTO {0}.outbox(service, topic, key, bytes, trace, created, origin, poison) "
                            "SELECT $7, $8, $9, $10::bigint, $11, $12::bigint, $13::bigint, $14::boolean FROM written")},
        {"seen", in("SELECT 1 FROM {0}.seen WHERE consumer = $1 AND errand = $2")},
        {"markSeen", in("INSERT INTO {0}.seen VALUES($1, $2) ON CONFLICT DO NOTHING")},
        {"lease", in("INSERT INTO {0}.relay AS held VALUES($1, $2, $3, $5) ON CONFLICT (service, number) "
                     "DO UPDATE SET owner = excluded.owner, until = excluded.until "
                     "WHERE held.owner = excluded.owner OR held.until < $4")},
        {"rows", in("SELECT id, topic, key, bytes, trace, created, origin, poison FROM {0}.outbox "
                    "WHERE service = $1 AND id % $2 = $3 ORDER BY id LIMIT $4")},
        {"deleteRows", in("DELETE FROM {0}.outbox WHERE id = ANY($1::bigint[])")},
        {"size", in("SELECT count(*) FROM {0}.outbox WHERE service = $1")},
    };
}

std::string quoted(const std::string& name, char quote) {
    std::string text(1, quote);
    for (const char c : name) text.append(c == quote ? 2 : 1, c);
    return text + quote;
}

/// SQLite's integers and PostgreSQL's have no unsigned ones.
std::string idOf(const Errand& errand) {
    return std::to_string(static_cast<std::int64_t>(errand.id));
}

PostgresCall insertionOf(const StoreWrite& write) {
    PostgresCall call{"effect",
                      {write.operation, idOf(write.errand), std::to_string(wallClockNs()), write.errand.trace.traceText(),
                       write.writer, write.onceKey.empty() ? std::nullopt : std::optional(write.onceKey)}};
    if (write.row == nullptr) return call;
    const OutgoingRecord& row = *write.row;
    call.statement = "effectAndRow";
    call.parameters.insert(call.parameters.end(),
                           {write.service, row.topic, row.key, std::to_string(row.bytes), row.trace.text(),
                            std::to_string(row.createdNs), std::to_string(row.originNs), row.isPoison ? "true" : "false"});
    return call;
}

std::optional<DatabaseError> errorIn(const DatabaseResult<PostgresRows>& answer) {
    return answer ? std::nullopt : std::optional(answer.error());
}

}  // namespace

DatabaseResult<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(const std::string& url, const std::string& store,
                                                                         const std::string& name) {
    const std::string schema = schemaOf(store);
    if (schema.size() > longestName) return DatabaseError{fmt::format("the schema's name {} is too long", schema)};
    auto connection = PostgresConnection::open(url, name);
    if (!connection) return connection.error();
    std::unique_ptr<PostgresDatabase> opened(new PostgresDatabase(std::move(connection.value())));
    if (const auto error = opened->setUp(quoted(schema, '"'))) return *error;
    return opened;
}

/// Where there is one of the tables there are all, and nobody needs the lock, nor the right to create. `once` came later.
std::optional<DatabaseError> PostgresDatabase::setUp(const std::string& schema) {
    const auto found = m_connection->run(fmt::format(isThere, PostgresConnection::usualTime.ns / 1'000'000,
                                                     quoted(schema + ".outbox", '\''), quoted(schema + ".effect", '\'')));
    if (!found) return found.error();
    m_isNew = found.value().isNull(0, 0);
    if (!m_isNew && found.value().integer(0, 1) == 0)
        return DatabaseError{fmt::format("the schema {0} is an earlier version's; DROP SCHEMA {0} CASCADE begins anew", schema)};
    if (m_isNew)
        if (auto error = errorIn(m_connection->run(fmt::format(tables, schema)))) return error;
    return m_connection->prepare(statementsOf(schema));
}

std::optional<DatabaseError> PostgresDatabase::write(const StoreWrite& write) {
    std::vector<PostgresCall> calls;
    if (!write.timeout.isInfinite())
        calls.push_back({"limit", {std::to_string(std::max(leastTimeout, write.timeout.ns / 1'000'000))}});
    calls.push_back(insertionOf(write));
    return errorIn(m_connection->commit(calls, write.timeout));
}

DatabaseResult<bool> PostgresDatabase::hasSeen(const std::string& consumer, const Errand& errand) {
    const auto answer = m_connection->commit({{"seen", {consumer, errand.identity()}}});
    if (!answer) return answer.error();
    return answer.value().count() > 0;
}

std::optional<DatabaseError> PostgresDatabase::markSeen(const std::string& consumer, const Errand& errand) {
    return errorIn(m_connection->commit({{"markSeen", {consumer, errand.identity()}}}));
}

DatabaseResult<bool> PostgresDatabase::lease(const RelayNumber& relay, const std::string& owner, std::int64_t now,
                                             std::int64_t until) {
    const auto answer = m_connection->commit(
        {{"lease", {relay.service, std::to_string(relay.number), owner, std::to_string(now), std::to_string(until)}}});
    if (!answer) return answer.error();
    return answer.value().changed() > 0;
}

DatabaseResult<std::vector<OutboxRow>> PostgresDatabase::outboxRows(const RelayNumber& relay, int limit) {
    const auto answer = m_connection->commit(
        {{"rows", {relay.service, std::to_string(relay.relays), std::to_string(relay.number), std::to_string(limit)}}});
    if (!answer) return answer.error();
    const PostgresRows& found = answer.value();
    std::vector<OutboxRow> rows(static_cast<std::size_t>(found.count()));
    for (int i = 0; i < found.count(); ++i) {
        OutboxRow& row = rows[static_cast<std::size_t>(i)];
        row.id = found.integer(i, 0);
        row.record.topic = found.text(i, 1);
        if (!found.isNull(i, 2)) row.record.key = found.text(i, 2);
        row.record.bytes = found.integer(i, 3);
        row.record.trace = TraceContext::read(found.text(i, 4)).value_or(TraceContext{0, 1, 1});
        row.record.createdNs = found.integer(i, 5);
        row.record.originNs = found.integer(i, 6);
        row.record.isPoison = found.text(i, 7) == "t";
    }
    return rows;
}

std::optional<DatabaseError> PostgresDatabase::deleteOutboxRows(const std::vector<OutboxRow>& rows) {
    std::string ids;
    for (const OutboxRow& row : rows) ids += (ids.empty() ? "" : ",") + std::to_string(row.id);
    return errorIn(m_connection->commit({{"deleteRows", {"{" + ids + "}"}}}));
}

DatabaseResult<std::int64_t> PostgresDatabase::outboxSize(const std::string& service) {
    const auto answer = m_connection->commit({{"size", {service}}});
    if (!answer) return answer.error();
    return answer.value().integer(0, 0);
}

}  // namespace headroom::services
