#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/store/store_database.h"

struct pg_conn;
struct pg_result;

namespace headroom::services {

/// What a statement answered; rows and columns from 0.
class PostgresRows {
public:
    PostgresRows() = default;
    explicit PostgresRows(pg_result* rows) : m_rows(rows) {}

    int count() const;
    std::string text(int row, int column) const;
    std::int64_t integer(int row, int column) const;
    bool isNull(int row, int column) const;
    /// How many rows it changed.
    std::int64_t changed() const;
    pg_result* get() const { return m_rows.get(); }

private:
    struct Free {
        void operator()(pg_result* rows) const;
    };
    std::unique_ptr<pg_result, Free> m_rows;
};

/// A statement to be prepared under a name.
struct PostgresStatement {
    std::string name;
    std::string sql;
};

/// One use of a prepared statement; an absent parameter is NULL.
struct PostgresCall {
    std::string statement;
    std::vector<std::optional<std::string>> parameters;
};

/// A connection to a PostgreSQL server. No answer is waited for longer than its time, whatever becomes of the server or the way
/// to it; after that, or when it breaks, the connection is of no use any more.
class PostgresConnection {
public:
    /// Waits a few seconds for the server. `name` is what the server's administrator sees.
    static DatabaseResult<std::unique_ptr<PostgresConnection>> open(const std::string& url, const std::string& name);

    /// One or several statements without parameters, as one transaction; what the last one answered.
    DatabaseResult<PostgresRows> run(const std::string& sql);
    std::optional<DatabaseError> prepare(const std::vector<PostgresStatement>& statements);
    /// Some prepared statements as one transaction, in one round trip; what the last one answered. Infinite: the usual time.
    DatabaseResult<PostgresRows> commit(const std::vector<PostgresCall>& calls,
                                        model::Duration timeout = model::Duration::infinite());
    /// False when it broke, also while nobody used it.
    bool isAlive();

    /// How long an answer is waited for where nobody says.
    static constexpr model::Duration usualTime = model::Duration::seconds(30);

private:
    struct Finish {
        void operator()(pg_conn* connection) const;
    };
    explicit PostgresConnection(pg_conn* connection) : m_connection(connection) {}
    bool send(const PostgresCall& call);
    DatabaseResult<PostgresRows> finishPipeline(bool isSent, model::Duration time);
    DatabaseResult<PostgresRows> answers(model::Instant deadline, bool isPipeline);
    std::optional<DatabaseError> await(model::Instant deadline);
    DatabaseError lost();

    std::unique_ptr<pg_conn, Finish> m_connection;
    bool m_isBroken = false;
};

}  // namespace headroom::services
