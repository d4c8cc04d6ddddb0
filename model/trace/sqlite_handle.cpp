#include "model/trace/sqlite_handle.h"

#include <cerrno>
#include <cstring>
#include <limits>

namespace headroom::trace {
namespace {

bool isFull(int code, int systemError) {
    if (code == SQLITE_FULL) return true;
    return code == SQLITE_IOERR && (systemError == ENOSPC || systemError == EFBIG || systemError == EDQUOT);
}

Error::Kind kindOf(int code, int systemError) {
    if (isFull(code, systemError)) return Error::Kind::OutOfSpace;
    switch (code) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return Error::Kind::InUse;
        case SQLITE_NOTADB: return Error::Kind::NotATrace;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH: return Error::Kind::CannotOpen;
        case SQLITE_CORRUPT:
        case SQLITE_ERROR:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG: return Error::Kind::Malformed;
        default: return Error::Kind::WriteFailed;
    }
}

/// errno of the last failed call on the database's file or its log; sqlite3_system_errno() misses failed writes.
int lastSystemError(sqlite3* handle) {
    for (int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
        sqlite3_file* file = nullptr;
        int code = 0;
        if (sqlite3_file_control(handle, "main", which, &file) != SQLITE_OK || file == nullptr) continue;
        if (file->pMethods != nullptr) file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code);
        if (code != 0) return code;
    }
    return sqlite3_system_errno(handle);
}

Error errorOf(sqlite3* handle, const std::string& path) {
    const int code = sqlite3_errcode(handle);
    const int systemError = code == SQLITE_IOERR ? lastSystemError(handle) : 0;
    std::string message = path + ": " + sqlite3_errmsg(handle);
    if (code == SQLITE_IOERR && systemError != 0) message += std::string(" (") + std::strerror(systemError) + ")";
    return {kindOf(code, systemError), message, code == SQLITE_BUSY};
}

}  // namespace

Result<Database> Database::open(const std::string& path, int flags, const char* vfs) {
    Database database;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, vfs);
    database.m_handle.reset(handle);
    database.m_path = path;
    if (code != SQLITE_OK) return database.lastError();
    // A recording may come from anyone: its views and functions must not reach outside it.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return database;
}

Error Database::lastError() const {
    if (!m_handle) return {Error::Kind::CannotOpen, m_path + ": out of memory", true};
    return errorOf(m_handle.get(), m_path);
}

std::optional<Error> Database::run(const std::string& sql) {
    if (sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return std::nullopt;
    return lastError();
}

Result<std::int64_t> Database::integer(const std::string& sql) {
    Statement statement(*this, sql.c_str());
    if (!statement.ready()) return lastError();
    const int code = statement.step();
    if (code == SQLITE_DONE) return std::int64_t{0};
    if (code != SQLITE_ROW) return lastError();
    return statement.integer(0);
}

Statement::Statement(const Database& database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, double value) {
    sqlite3_bind_double(m_statement.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text64(m_statement.get(), parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(int parameter, std::string_view bytes) {
    sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Statement& Statement::bindNull(int parameter) {
    sqlite3_bind_null(m_statement.get(), parameter);
    return *this;
}

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

bool Statement::execute() {
    if (!ready()) return false;
    const bool done = step() == SQLITE_DONE;
    reset();
    return done;
}

double Statement::real(int column) const {
    if (isNull(column)) return std::numeric_limits<double>::quiet_NaN();
    return sqlite3_column_double(m_statement.get(), column);
}

std::string Statement::text(int column) const {
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

}  // namespace headroom::trace
