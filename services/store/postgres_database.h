#pragma once

#include <memory>
#include <string>

#include "services/store/postgres_connection.h"
#include "services/store/store_database.h"

namespace headroom::services {

/// A store in a PostgreSQL database that many processes share: a schema of its own, `headroom_<store>`.
class PostgresDatabase final : public StoreDatabase {
public:
    /// Creates schema and tables where they aren't there, however many come at once. `name` is what the server's administrator
    /// sees of this connection.
    static DatabaseResult<std::unique_ptr<PostgresDatabase>> open(const std::string& url, const std::string& store,
                                                                  const std::string& name);

    /// Whether opening it created the schema.
    bool isNew() const { return m_isNew; }
    static std::string schemaOf(const std::string& store) { return "headroom_" + store; }

    std::optional<DatabaseError> write(const StoreWrite& write) override;
    DatabaseResult<bool> hasSeen(const std::string& consumer, const Errand& errand) override;
    std::optional<DatabaseError> markSeen(const std::string& consumer, const Errand& errand) override;
    DatabaseResult<bool> lease(const RelayNumber& relay, const std::string& owner, std::int64_t now, std::int64_t until) override;
    DatabaseResult<std::vector<OutboxRow>> outboxRows(const RelayNumber& relay, int limit) override;
    std::optional<DatabaseError> deleteOutboxRows(const std::vector<OutboxRow>& rows) override;
    DatabaseResult<std::int64_t> outboxSize(const std::string& service) override;
    bool isAlive() override { return m_connection->isAlive(); }

private:
    explicit PostgresDatabase(std::unique_ptr<PostgresConnection> connection) : m_connection(std::move(connection)) {}
    std::optional<DatabaseError> setUp(const std::string& schema);

    std::unique_ptr<PostgresConnection> m_connection;
    bool m_isNew = false;
};

}  // namespace headroom::services
