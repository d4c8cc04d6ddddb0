// The writer and the reader of recordings, together.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "model/trace/memory_trace.h"
#include "tests/unit/trace/recording_samples.h"

namespace headroom::trace {
namespace {

namespace fs = std::filesystem;
using namespace samples;

TEST(Recording, KeepsEverything) {
    Folder folder;
    {
        auto writer = writerOf(folder.file());
        samples::everything(*writer);
        EXPECT_FALSE(writer->error());
    }
    EXPECT_EQ(replayed(folder.file()), samples::lines([](TraceSink& sink) { samples::everything(sink); }));
    EXPECT_FALSE(fs::exists(folder.file() + "-wal")) << "a finished recording is one file";
}

RC_GTEST_PROP(Recording, ReplaysWhatWasRecordedInOrder, (std::uint64_t seed)) {
    Folder folder;
    const auto steps = *rc::gen::inRange(0, 80);
    const auto produce = [&](TraceSink& sink) { samples::RandomTrace(seed).writeTo(sink, steps); };
    produce(*writerOf(folder.file()));
    RC_ASSERT(replayed(folder.file()) == samples::lines(produce));
}

/// What each series is at each frame, by the definition.
std::vector<std::vector<double>> columnsOf(const MemoryTrace& trace) {
    std::vector<std::vector<double>> columns;
    for (const Series& series : trace.series()) columns.push_back(trace.column(series.index));
    return columns;
}

RC_GTEST_PROP(Recording, SeeksToTheStateOfAnyFrame, (std::uint64_t seed)) {
    Folder folder;
    MemoryTrace whole;
    samples::RandomTrace(seed).writeTo(whole, 120);
    samples::RandomTrace(seed).writeTo(*writerOf(folder.file()), 120);
    const auto reader = readerOf(folder.file());
    const auto columns = columnsOf(whole);
    for (std::size_t i = 0; i < whole.frames().size(); ++i) {
        const Frame state = reader->seek(whole.frames()[i].number).value();
        RC_ASSERT(state.number == whole.frames()[i].number);
        RC_ASSERT(state.time == whole.frames()[i].time);
        for (const auto& [series, value] : state.values) {
            const double expected = columns[series.value][i];
            RC_ASSERT((std::isnan(value) && std::isnan(expected)) || value == expected);
        }
    }
}

TEST(Recording, SeeksAcrossKeyFrames) {
    Folder folder;
    auto writer = writerOf(folder.file());
    begin(*writer);
    for (std::uint64_t i = 0; i < 500; ++i) writer->frame(numbered(i));
    writer->end(samples::footer(1));
    const auto reader = readerOf(folder.file());
    for (std::uint64_t i : {0U, 1U, 31U, 32U, 33U, 250U, 499U, 10'000U}) {
        const Frame state = reader->seek(i).value();
        ASSERT_EQ(state.values.size(), 2U);
        EXPECT_EQ(state.values[0].second, static_cast<double>(std::min<std::uint64_t>(i, 499)));
        EXPECT_EQ(state.values[1].second, 0) << "a declared series no frame has mentioned";
    }
}

TEST(Recording, ReplaysFromAFrameWithItsWholeState) {
    Folder folder;
    auto writer = writerOf(folder.file());
    begin(*writer);
    writer->frame({0, Instant{0}, {{SeriesIndex{1}, 0.5}}, {}});
    for (std::uint64_t i = 1; i < 100; ++i) writer->frame(numbered(i));
    writer->end(samples::footer(1));
    MemoryTrace trace;
    EXPECT_FALSE(readerOf(folder.file())->replayFrom(90, trace));
    ASSERT_EQ(trace.frames().size(), 10U);
    EXPECT_EQ(trace.column(SeriesIndex{0}).front(), 90);
    EXPECT_EQ(trace.column(SeriesIndex{1}).back(), 0.5);
    EXPECT_EQ(trace.footer()->outcome, "completed");
}

TEST(Recording, StopsReplayingWhenAsked) {
    Folder folder;
    auto writer = writerOf(folder.file());
    begin(*writer);
    for (std::uint64_t i = 0; i < 10; ++i) writer->frame(numbered(i));
    writer->end(samples::footer(1));
    MemoryTrace trace;
    EXPECT_FALSE(readerOf(folder.file())->replay(trace, [&] { return trace.frames().size() < 4; }));
    EXPECT_EQ(trace.frames().size(), 4U);
    EXPECT_FALSE(trace.footer());
}

TEST(Recording, CommitsEverySecondOfTheClockItIsGiven) {
    Folder folder;
    model::Duration now;
    auto writer = writerOf(folder.file(), {[&] { return now; }, model::Duration::seconds(1), 0});
    begin(*writer);
    writer->frame(numbered(0));
    EXPECT_EQ(framesIn(folder.file()), 0U);
    now = model::Duration::milliseconds(400);
    writer->frame(numbered(1));
    EXPECT_EQ(framesIn(folder.file()), 0U);
    now = model::Duration::milliseconds(999);
    writer->tick();
    EXPECT_EQ(framesIn(folder.file()), 0U);
    now = model::Duration::milliseconds(1000);
    writer->tick();
    EXPECT_EQ(framesIn(folder.file()), 2U) << "a reader sees it while it is written";
    now = model::Duration::milliseconds(2500);
    writer->frame(numbered(2));
    EXPECT_EQ(framesIn(folder.file()), 3U);
}

TEST(Recording, CommitsAFrameThatWouldBeTooOldByTheNextOne) {
    Folder folder;
    model::Duration now;
    auto writer = writerOf(folder.file(), {[&] { return now; }, model::Duration::seconds(1), 0});
    begin(*writer);
    for (std::uint64_t i = 0; i < 3; ++i) {
        now = now + model::Duration::milliseconds(400);
        writer->frame(numbered(i));
        EXPECT_EQ(framesIn(folder.file()), i == 0 ? 0U : 2U) << i;
    }
}

TEST(Recording, RefusesAFileThatIsBeingRecordedInto) {
    Folder folder;
    auto writer = writerOf(folder.file());
    begin(*writer);
    auto refused = RecordingWriter::create(folder.file(), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::InUse) << refused.error().message;
    EXPECT_TRUE(refused.error().retriable);
}

TEST(Recording, SaysWhatIsNoRecording) {
    Folder folder;
    EXPECT_EQ(RecordingReader::open(folder.file("none")).error().kind, Error::Kind::CannotOpen);
    std::ofstream(folder.file("empty")) << "";
    EXPECT_EQ(RecordingReader::open(folder.file("empty")).error().kind, Error::Kind::NotATrace);
    std::ofstream(folder.file("text")) << std::string(4000, 'x');
    EXPECT_EQ(RecordingReader::open(folder.file("text")).error().kind, Error::Kind::NotATrace);
    EXPECT_FALSE(RecordingWriter::create(folder.file("no/such/folder"), {}));
}

/// All rows of a query, columns joined by '|'.
std::vector<std::string> rowsOf(const std::string& path, const char* sql) {
    std::vector<std::string> rows;
    sqlite3* database = nullptr;
    sqlite3_open(path.c_str(), &database);
    const auto collect = [](void* out, int columns, char** values, char**) {
        std::string row;
        for (int i = 0; i < columns; ++i) row += (i == 0 ? "" : "|") + std::string(values[i] == nullptr ? "NULL" : values[i]);
        static_cast<std::vector<std::string>*>(out)->push_back(row);
        return 0;
    };
    EXPECT_EQ(sqlite3_exec(database, sql, collect, &rows, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
    return rows;
}

TEST(Recording, AnswersAnyonesSql) {
    Folder folder;
    samples::everything(*writerOf(folder.file()));
    EXPECT_EQ(rowsOf(folder.file(), "SELECT * FROM sample_named"),
              (std::vector<std::string>{"0|1.0|service/transaction|requests|12.0|1|counter",
                                        "0|1.0|service/transaction|utilisation|0.1|1|gauge"}));
    EXPECT_EQ(rowsOf(folder.file(), "SELECT rule, result, sentence, source FROM event_log"),
              (std::vector<std::string>{"hpa.scaleUp|6 replicas|HPA 4 → 6: ceil(4 × 83 / 60) = 6|replica_calculator.go"}));
    EXPECT_EQ(rowsOf(folder.file(), "SELECT metric, count, max_s FROM latency_named"),
              (std::vector<std::string>{"latency|4|9.87654321"}));
    EXPECT_EQ(rowsOf(folder.file(), "SELECT value FROM meta WHERE key='seed'"),
              (std::vector<std::string>{"18446744073709551615"}));
    EXPECT_EQ(rowsOf(folder.file(), "PRAGMA user_version"), (std::vector<std::string>{"1000"}));
}

}  // namespace
}  // namespace headroom::trace
