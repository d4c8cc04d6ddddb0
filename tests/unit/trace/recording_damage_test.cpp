// Recordings that are damaged, or of another version.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "model/trace/memory_trace.h"
#include "tests/unit/trace/recording_samples.h"

namespace headroom::trace {
namespace {

namespace fs = std::filesystem;
using namespace samples;

void runSql(const std::string& path, const char* sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_close(database);
}

TEST(Recording, RefusesALargerMajorAndTakesALargerMinor) {
    Folder folder;
    samples::everything(*writerOf(folder.file()));
    runSql(folder.file(), "PRAGMA user_version=1007; ALTER TABLE event ADD COLUMN weather TEXT; CREATE TABLE omen(x);");
    EXPECT_EQ(replayed(folder.file()), samples::lines([](TraceSink& sink) { samples::everything(sink); }));
    runSql(folder.file(), "PRAGMA user_version=2000");
    const auto refused = RecordingReader::open(folder.file());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::TooNew);
    EXPECT_NE(refused.error().message.find("schema 2.0"), std::string::npos);
}

TEST(Recording, ReportsRowsThatBreakAPromise) {
    const char* const damages[] = {
        "UPDATE event SET reason='{'",
        "UPDATE event SET reason=5",
        "UPDATE event SET time_ns=-1",
        "UPDATE sketch SET buckets=x'80'",
        "UPDATE sketch SET max=max*1000",
        "UPDATE sketch SET count=count+1",
        "UPDATE sample SET series=series+77",
        "UPDATE sample SET series=series-9",
        "UPDATE series SET kind='tide'",
        "UPDATE series SET element=9",
        "UPDATE frame SET time_ns=-5",
        "DELETE FROM series",
        "DROP TABLE sketch",
    };
    for (const char* damage : damages) {
        Folder folder;
        samples::everything(*writerOf(folder.file()));
        runSql(folder.file(), damage);
        MemoryTrace trace;
        auto reader = RecordingReader::open(folder.file());
        if (!reader) continue;
        const auto error = reader.value()->replay(trace);
        ASSERT_TRUE(error) << damage;
        EXPECT_EQ(error->kind, Error::Kind::Malformed) << damage << ": " << error->message;
        EXPECT_FALSE(error->message.empty());
    }
}

RC_GTEST_PROP(RecordingReader, DamagedBytesNeverCrash, (std::uint64_t seed)) {
    Folder folder;
    samples::RandomTrace(seed).writeTo(*writerOf(folder.file()), 40);
    std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::size_t>(fs::file_size(folder.file()));
    const auto hits = *rc::gen::inRange(1, 60);
    for (int i = 0; i < hits; ++i) {
        file.seekp(static_cast<std::streamoff>(*rc::gen::inRange<std::size_t>(100, size)));
        file.put(static_cast<char>(*rc::gen::inRange(0, 256)));
    }
    file.close();
    if (*rc::gen::inRange(0, 4) == 0) fs::resize_file(folder.file(), *rc::gen::inRange<std::size_t>(0, size));
    auto reader = RecordingReader::open(folder.file());
    if (!reader) {
        RC_ASSERT(!reader.error().message.empty());
        return;
    }
    MemoryTrace trace;
    const auto error = reader.value()->replay(trace);
    RC_ASSERT(error.has_value() != trace.footer().has_value());
    (void)reader.value()->seek(3);
}

}  // namespace
}  // namespace headroom::trace
