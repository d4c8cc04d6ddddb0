#include "model/trace/recording_file.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "model/trace/recording_schema.h"

namespace headroom::trace::recording {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t pageSize = 8192;

/// What SQLite's file header says: bytes 0..15 the magic, 68..71 the application id, big endian (SQLite file format 1.3).
struct FileHeader {
    bool isSqlite = false;
    std::int64_t applicationId = 0;
};

std::optional<FileHeader> findHeader(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 100> bytes{};
    if (!file) return std::nullopt;
    if (!file.read(bytes.data(), bytes.size())) return FileHeader{};
    FileHeader header;
    header.isSqlite = std::memcmp(bytes.data(), "SQLite format 3", 16) == 0;
    for (std::size_t i = 68; i < 72; ++i)
        header.applicationId = header.applicationId * 256 + static_cast<unsigned char>(bytes[i]);
    return header;
}

bool isRecording(const FileHeader& header) {
    return header.isSqlite && header.applicationId == applicationId;
}

std::optional<Error> refuseIfInUse(const std::string& path) {
    auto database = Database::open(path, SQLITE_OPEN_READWRITE);
    if (!database) return std::nullopt;
    const auto refused = database.value().run("BEGIN IMMEDIATE; ROLLBACK;");
    if (refused && refused->kind == Error::Kind::InUse)
        return Error{Error::Kind::InUse, path + ": another process is recording into it", true};
    return std::nullopt;
}

/// Removes an earlier recording and what belongs to it; anything else stays and is an error.
std::optional<Error> clear(const std::string& path) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status)) return std::nullopt;
    if (!fs::is_regular_file(status)) return Error{Error::Kind::NotATrace, path + ": not a file, not overwritten", false};
    if (fs::file_size(path, failure) != 0) {
        const auto header = findHeader(path);
        if (!header) return Error{Error::Kind::CannotOpen, fmt::format("{}: {}", path, std::strerror(errno)), false};
        if (!isRecording(*header)) return Error{Error::Kind::NotATrace, path + ": not a recording, not overwritten", false};
        if (auto inUse = refuseIfInUse(path)) return inUse;
    }
    for (const char* suffix : {"-wal", "-shm", ""})
        if (!fs::remove(path + suffix, failure) && failure)
            return Error{Error::Kind::CannotOpen, fmt::format("{}{}: {}", path, suffix, failure.message()), false};
    return std::nullopt;
}

// synchronous=NORMAL: a commit is in the operating system's hands when it returns, so a killed process loses nothing;
// a power cut may lose the last commits, but never the file. Only checkpoints wait for the disk.
std::string setUp(std::int64_t maxBytes) {
    std::string sql =
        fmt::format("PRAGMA synchronous=OFF; PRAGMA page_size={}; PRAGMA application_id={}; PRAGMA user_version={};", pageSize,
                    applicationId, userVersion);
    sql += "BEGIN;";
    sql += tables;
    sql += "COMMIT; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000;";
    if (maxBytes > 0) sql += fmt::format("PRAGMA max_page_count={};", std::max<std::int64_t>(1, maxBytes / pageSize));
    return sql;
}

std::optional<Error> checkVersion(Database& database, const std::string& path) {
    const auto version = database.integer("PRAGMA user_version");
    if (!version) return version.error();
    const std::int64_t major = version.value() / 1000;
    if (major > schemaMajor)
        return Error{
            Error::Kind::TooNew,
            fmt::format("{}: has schema {}.{}, this program reads up to {}.x", path, major, version.value() % 1000, schemaMajor),
            false};
    if (major < 1) return Error{Error::Kind::Malformed, fmt::format("{}: has no schema version", path), false};
    return std::nullopt;
}

/// The connection if its schema can be read through it.
Result<Database> usable(Result<Database> database, const char* preparation) {
    if (!database) return database;
    if (const auto failed = database.value().run(preparation)) return *failed;
    const auto schema = database.value().integer("SELECT count(*) FROM sqlite_schema");
    if (!schema) return schema.error();
    return database;
}

}  // namespace

Result<Database> create(const std::string& path, std::int64_t maxBytes) {
    if (auto refused = clear(path)) return *refused;
    auto database = Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database) return database;
    if (auto failed = database.value().run(setUp(maxBytes))) return *failed;
    return database;
}

Result<Database> open(const std::string& path) {
    const auto header = findHeader(path);
    if (!header) return Error{Error::Kind::CannotOpen, fmt::format("{}: {}", path, std::strerror(errno)), false};
    if (!isRecording(*header)) return Error{Error::Kind::NotATrace, path + ": not a recording", false};
    auto database = usable(Database::open(path, SQLITE_OPEN_READONLY), "PRAGMA busy_timeout=1000");
    // Where no "-shm" file can be made, the log's index is kept in memory, which SQLite does for an exclusive user;
    // nobody can be writing there, so locks are not needed.
    if (!database && database.error().kind == Error::Kind::CannotOpen)
        database = usable(Database::open(path, SQLITE_OPEN_READONLY, "unix-none"), "PRAGMA locking_mode=EXCLUSIVE");
    if (!database) return database;
    if (auto refused = checkVersion(database.value(), path)) return *refused;
    return database;
}

}  // namespace headroom::trace::recording
