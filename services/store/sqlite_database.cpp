#include "services/store/sqlite_database.h"

#include <algorithm>
#include <array>
#include <utility>

#include "services/execution/work.h"

namespace headroom::services {

namespace {

constexpr const char* tables = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS effect(operation TEXT NOT NULL, errand INTEGER NOT NULL, at INTEGER NOT NULL, trace TEXT NOT NULL,
                                  writer TEXT NOT NULL, once TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS seen(consumer TEXT NOT NULL, errand TEXT NOT NULL, PRIMARY KEY(consumer, errand)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS relay(service TEXT NOT NULL, number INTEGER NOT NULL, owner TEXT NOT NULL, until INTEGER NOT NULL,
                                 PRIMARY KEY(service, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, topic TEXT NOT NULL, key TEXT,
                                  bytes INTEGER NOT NULL, trace TEXT NOT NULL, created INTEGER NOT NULL, origin INTEGER NOT NULL,
                                  poison INTEGER NOT NULL);
)";

constexpr int busyMilliseconds = 5000;

}  // namespace

bool isReading(const std::string& operation) {
    constexpr std::array words{"get", "read", "find", "select", "load", "query", "count", "exists", "scan", "list"};
    return std::any_of(words.begin(), words.end(), [&](const char* word) { return operation.rfind(word, 0) == 0; });
}

DatabaseResult<std::unique_ptr<StoreDatabase>> SqliteDatabase::open(const std::string& path) {
    auto database = trace::Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
    if (!database) return DatabaseError{database.error().message};
    sqlite3_busy_timeout(database.value().handle(), busyMilliseconds);
    if (const auto error = database.value().run(tables)) return DatabaseError{error->message};
    std::unique_ptr<SqliteDatabase> opened(new SqliteDatabase(std::move(database.value())));
    if (!opened->prepare()) return opened->error();
    return std::unique_ptr<StoreDatabase>(std::move(opened));
}

bool SqliteDatabase::prepare() {
    m_effect = {m_database, "INSERT INTO effect VALUES(?1, ?2, ?3, ?4, ?5, nullif(?6, '')) ON CONFLICT DO NOTHING"};
    m_insertRow = {
        m_database,
        "INSERT INTO outbox(service, topic, key, bytes, trace, created, origin, poison) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
    m_seen = {m_database, "SELECT 1 FROM seen WHERE consumer = ?1 AND errand = ?2"};
    m_markSeen = {m_database, "INSERT OR IGNORE INTO seen VALUES(?1, ?2)"};
    m_lease = {m_database,
               "INSERT INTO relay VALUES(?1, ?2, ?3, ?5) ON CONFLICT DO UPDATE SET owner = ?3, until = ?5 "
               "WHERE owner = ?3 OR until < ?4"};
    m_rows = {m_database,
              "SELECT id, topic, key, bytes, trace, created, origin, poison FROM outbox WHERE service = ?1 AND id % ?2 = ?3 "
              "ORDER BY id "
              "LIMIT ?4"};
    m_deleteRow = {m_database, "DELETE FROM outbox WHERE id = ?1"};
    m_size = {m_database, "SELECT count(*) FROM outbox WHERE service = ?1"};
    return m_effect.ready() && m_insertRow.ready() && m_seen.ready() && m_markSeen.ready() && m_lease.ready() && m_rows.ready() &&
           m_deleteRow.ready() && m_size.ready();
}

std::optional<DatabaseError> SqliteDatabase::rollBack() {
    const DatabaseError why = error();
    if (m_database.inTransaction()) m_database.run("ROLLBACK");
    return why;
}

std::optional<DatabaseError> SqliteDatabase::write(const StoreWrite& write) {
    if (m_database.run("BEGIN IMMEDIATE")) return rollBack();
    const std::string trace = write.errand.trace.traceText();
    m_effect.bind(1, write.operation).bind(2, write.errand.id).bind(3, wallClockNs());
    bool isDone = m_effect.bind(4, trace).bind(5, write.writer).bind(6, write.onceKey).execute();
    const bool isNew = isDone && sqlite3_changes(m_database.handle()) > 0;
    if (isNew && write.row != nullptr) isDone = insertRow(write.service, *write.row);
    if (!isDone || m_database.run("COMMIT")) return rollBack();
    return std::nullopt;
}

bool SqliteDatabase::insertRow(const std::string& service, const OutgoingRecord& row) {
    const std::string trace = row.trace.text();
    m_insertRow.bind(1, service).bind(2, row.topic);
    if (row.key)
        m_insertRow.bind(3, *row.key);
    else
        m_insertRow.bindNull(3);
    return m_insertRow.bind(4, row.bytes)
        .bind(5, trace)
        .bind(6, row.createdNs)
        .bind(7, row.originNs)
        .bind(8, std::int64_t{row.isPoison})
        .execute();
}

DatabaseResult<bool> SqliteDatabase::hasSeen(const std::string& consumer, const Errand& errand) {
    const std::string identity = errand.identity();
    const int state = m_seen.bind(1, consumer).bind(2, identity).step();
    m_seen.reset();
    if (state != SQLITE_ROW && state != SQLITE_DONE) return error();
    return state == SQLITE_ROW;
}

std::optional<DatabaseError> SqliteDatabase::markSeen(const std::string& consumer, const Errand& errand) {
    const std::string identity = errand.identity();
    if (m_markSeen.bind(1, consumer).bind(2, identity).execute()) return std::nullopt;
    return error();
}

DatabaseResult<bool> SqliteDatabase::lease(const RelayNumber& relay, const std::string& owner, std::int64_t now,
                                           std::int64_t until) {
    m_lease.bind(1, relay.service).bind(2, std::int64_t{relay.number}).bind(3, owner).bind(4, now).bind(5, until);
    if (!m_lease.execute()) return error();
    return sqlite3_changes(m_database.handle()) > 0;
}

DatabaseResult<std::vector<OutboxRow>> SqliteDatabase::outboxRows(const RelayNumber& relay, int limit) {
    std::vector<OutboxRow> rows;
    m_rows.bind(1, relay.service)
        .bind(2, std::int64_t{relay.relays})
        .bind(3, std::int64_t{relay.number})
        .bind(4, std::int64_t{limit});
    int state = SQLITE_DONE;
    while ((state = m_rows.step()) == SQLITE_ROW) {
        OutboxRow row;
        row.id = m_rows.integer(0);
        row.record.topic = m_rows.text(1);
        if (!m_rows.isNull(2)) row.record.key = m_rows.text(2);
        row.record.bytes = m_rows.integer(3);
        row.record.trace = TraceContext::read(m_rows.text(4)).value_or(TraceContext{0, 1, 1});
        row.record.createdNs = m_rows.integer(5);
        row.record.originNs = m_rows.integer(6);
        row.record.isPoison = m_rows.integer(7) != 0;
        rows.push_back(std::move(row));
    }
    m_rows.reset();
    if (state != SQLITE_DONE) return error();
    return rows;
}

std::optional<DatabaseError> SqliteDatabase::deleteOutboxRows(const std::vector<OutboxRow>& rows) {
    if (m_database.run("BEGIN IMMEDIATE")) return rollBack();
    for (const OutboxRow& row : rows)
        if (!m_deleteRow.bind(1, row.id).execute()) return rollBack();
    if (m_database.run("COMMIT")) return rollBack();
    return std::nullopt;
}

DatabaseResult<std::int64_t> SqliteDatabase::outboxSize(const std::string& service) {
    m_size.bind(1, service);
    const bool isRow = m_size.step() == SQLITE_ROW;
    const std::int64_t size = isRow ? m_size.integer(0) : 0;
    m_size.reset();
    if (!isRow) return error();
    return size;
}

}  // namespace headroom::services
