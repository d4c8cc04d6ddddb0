#pragma once
// SQLite handles that close themselves. Who includes it links SQLite: the trace library, and the bundled services' stand-in databases.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/trace/error.h"

namespace headroom::trace {

/// A connection. Errors say `place`, usually the file.
class Database {
public:
    /// Flags are SQLite's SQLITE_OPEN_...; `vfs` null means the default one.
    static Result<Database> open(const std::string& path, int flags, const char* vfs = nullptr);

    std::optional<Error> run(const std::string& sql);
    /// The first column of the first row as an integer; 0 when there is no row.
    Result<std::int64_t> integer(const std::string& sql);
    /// The connection's last error as a value.
    Error lastError() const;
    bool inTransaction() const { return sqlite3_get_autocommit(m_handle.get()) == 0; }
    sqlite3* handle() const { return m_handle.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::string m_path;
};

/// A prepared statement; columns and parameters as in SQLite's interface (columns from 0, parameters from 1).
class Statement {
public:
    Statement() = default;
    /// After a failure `ready` is false and the database has the error.
    Statement(const Database& database, const char* sql);

    bool ready() const { return m_statement != nullptr; }
    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::uint64_t value) { return bind(parameter, static_cast<std::int64_t>(value)); }
    Statement& bind(int parameter, std::uint32_t value) { return bind(parameter, static_cast<std::int64_t>(value)); }
    Statement& bind(int parameter, double value);
    /// The bytes must live until the next reset.
    Statement& bind(int parameter, std::string_view text);
    Statement& bindBlob(int parameter, std::string_view bytes);
    Statement& bindNull(int parameter);
    /// Runs a statement without rows and resets it; false on failure.
    bool execute();
    /// Steps to the next row: SQLITE_ROW, SQLITE_DONE or an error code.
    int step() { return sqlite3_step(m_statement.get()); }
    void reset() { sqlite3_reset(m_statement.get()); }

    std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
    std::uint64_t natural(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    /// NULL is NaN, as SQLite has no other.
    double real(int column) const;
    std::string text(int column) const;
    bool isNull(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

}  // namespace headroom::trace
