#pragma once

#include <string>

#include "model/trace/sqlite_handle.h"
#include "services/store/store_database.h"

namespace headroom::services {

/// A stand-in in an SQLite file that many processes share. Commits survive the death of the process, not that of the machine.
class SqliteDatabase final : public StoreDatabase {
public:
    /// Creates file and tables where they aren't there.
    static DatabaseResult<std::unique_ptr<StoreDatabase>> open(const std::string& path);

    std::optional<DatabaseError> write(const StoreWrite& write) override;
    DatabaseResult<bool> hasSeen(const std::string& consumer, const Errand& errand) override;
    std::optional<DatabaseError> markSeen(const std::string& consumer, const Errand& errand) override;
    DatabaseResult<bool> lease(const RelayNumber& relay, const std::string& owner, std::int64_t now, std::int64_t until) override;
    DatabaseResult<std::vector<OutboxRow>> outboxRows(const RelayNumber& relay, int limit) override;
    std::optional<DatabaseError> deleteOutboxRows(const std::vector<OutboxRow>& rows) override;
    DatabaseResult<std::int64_t> outboxSize(const std::string& service) override;

private:
    explicit SqliteDatabase(trace::Database database) : m_database(std::move(database)) {}
    bool prepare();
    bool insertRow(const std::string& service, const OutgoingRecord& row);
    DatabaseError error() const { return {m_database.lastError().message}; }
    std::optional<DatabaseError> rollBack();

    trace::Database m_database;
    trace::Statement m_effect;
    trace::Statement m_insertRow;
    trace::Statement m_seen;
    trace::Statement m_markSeen;
    trace::Statement m_lease;
    trace::Statement m_rows;
    trace::Statement m_deleteRow;
    trace::Statement m_size;
};

}  // namespace headroom::services
