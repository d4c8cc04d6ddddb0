// The writer and the reader of recordings, together.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "model/trace/memory_trace.h"
#include "model/trace/recording_reader.h"
#include "model/trace/recording_writer.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, removed at the end.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::path(testing::TempDir()) / "headroom-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        m_path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file(const std::string& name = "run.headroom") const { return m_path + "/" + name; }
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

std::unique_ptr<RecordingWriter> writerOf(const std::string& path, RecordingWriter::Options options = {}) {
    auto writer = RecordingWriter::create(path, std::move(options));
    EXPECT_TRUE(writer) << writer.error().message;
    return writer ? std::move(writer.value()) : nullptr;
}

std::unique_ptr<RecordingReader> readerOf(const std::string& path) {
    auto reader = RecordingReader::open(path);
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? std::move(reader.value()) : nullptr;
}

std::string replayed(const std::string& path) {
    return samples::lines([&](TraceSink& sink) {
        const auto error = readerOf(path)->replay(sink);
        EXPECT_FALSE(error) << error->message;
    });
}

Frame numbered(std::uint64_t number) {
    return {
        number, Instant{static_cast<std::int64_t>(number) * 1'000'000'000}, {{SeriesIndex{0}, static_cast<double>(number)}}, {}};
}

void begin(TraceSink& sink) {
    sink.begin(samples::header());
    samples::declareService(sink);
}

std::size_t framesIn(const std::string& path) {
    return readerOf(path)->frames().value().size();
}

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
    now = model::Duration::milliseconds(999);
    writer->frame(numbered(1));
    EXPECT_EQ(framesIn(folder.file()), 0U);
    now = model::Duration::milliseconds(1000);
    writer->tick();
    EXPECT_EQ(framesIn(folder.file()), 2U) << "a reader sees it while it is written";
    now = model::Duration::milliseconds(2500);
    writer->frame(numbered(2));
    EXPECT_EQ(framesIn(folder.file()), 3U);
}

/// Starts a child that runs `work`, then waits to be killed; returns when the work is done.
template <class Work>
pid_t childThatStops(Work work) {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        const char done = 1;
        if (::write(ready[1], &done, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    ::close(ready[1]);
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    return child;
}

void killAndWait(pid_t child) {
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
}

/// Writes 75 frames, of which 50 are committed, and is killed.
void recordAndKill(const std::string& path) {
    std::unique_ptr<RecordingWriter> writer;  // outlives the work: its destructor would commit
    const pid_t child = childThatStops([&] {
        model::Duration now;
        writer = writerOf(path, {[&] { return now; }, model::Duration::seconds(1), 0});
        begin(*writer);
        for (std::uint64_t i = 0; i < 50; ++i) writer->frame(numbered(i));
        now = model::Duration::seconds(1);
        writer->tick();
        for (std::uint64_t i = 50; i < 75; ++i) writer->frame(numbered(i));
    });
    killAndWait(child);
}

TEST(Recording, KilledItHoldsAllFramesUpToTheLastCommit) {
    Folder folder;
    recordAndKill(folder.file());
    MemoryTrace trace;
    const auto error = readerOf(folder.file())->replay(trace);
    EXPECT_FALSE(error) << error->message;
    EXPECT_EQ(trace.frames().size(), 50U);
    EXPECT_EQ(trace.column(SeriesIndex{0}).back(), 49);
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
    EXPECT_EQ(trace.footer()->end.ns, 49'000'000'000);
}

/// The frames a user who may write nothing finds; negative when the recording doesn't open.
int framesForAReader(const std::string& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && ::setuid(65534) != 0) ::_exit(254);
        auto reader = RecordingReader::open(path);
        if (!reader) {
            std::fprintf(stderr, "%s\n", reader.error().message.c_str());
            ::_exit(255);
        }
        ::_exit(static_cast<int>(reader.value()->frames().value().size()));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) < 254 ? WEXITSTATUS(status) : -1;
}

TEST(Recording, OpensFromReadOnlyMediaWithItsLogLeftBehind) {
    Folder folder;
    recordAndKill(folder.file());
    ASSERT_TRUE(fs::exists(folder.file() + "-wal"));
    ::chmod(folder.path().c_str(), 0555);
    for (const char* suffix : {"", "-wal", "-shm"}) ::chmod((folder.file() + suffix).c_str(), 0444);
    EXPECT_EQ(framesForAReader(folder.file()), 50) << "with its -shm";
    ::chmod(folder.path().c_str(), 0755);
    fs::remove(folder.file() + "-shm");
    ::chmod(folder.path().c_str(), 0555);
    EXPECT_EQ(framesForAReader(folder.file()), 50) << "without its -shm";
    ::chmod(folder.path().c_str(), 0755);
}

/// Frames wide enough to fill a small disk soon.
template <class Record>
void recordUntilError(RecordingWriter& writer, Record committed) {
    writer.begin(samples::header());
    writer.declare(Element{ElementIndex{0}, "service/a", "service", "a", ""});
    for (std::uint32_t i = 0; i < 500; ++i)
        writer.declare(Series{SeriesIndex{i}, ElementIndex{0}, "m" + std::to_string(i), "1", SeriesKind::Gauge});
    for (std::uint64_t number = 0; number < 10'000 && !writer.error(); ++number) {
        Frame frame = numbered(number);
        frame.values.clear();
        for (std::uint32_t i = 0; i < 500; ++i) frame.values.emplace_back(SeriesIndex{i}, 0.1 * static_cast<double>(number + i));
        writer.frame(frame);
        if (number % 10 == 9) {
            writer.commit();
            if (!writer.error()) committed(number + 1);
        }
    }
}

void expectAllCommitted(const std::string& path, std::uint64_t committed) {
    MemoryTrace trace;
    const auto error = readerOf(path)->replay(trace);
    ASSERT_FALSE(error) << error->message;
    EXPECT_EQ(trace.frames().size(), committed);
    EXPECT_GT(committed, 0U);
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
}

TEST(Recording, AtItsSizeLimitItKeepsWhatWasCommittedAndTheRunGoesOn) {
    Folder folder;
    std::uint64_t committed = 0;
    {
        auto writer = writerOf(folder.file(), {{}, model::Duration::seconds(1), 1'000'000});
        recordUntilError(*writer, [&](std::uint64_t frames) { committed = frames; });
        ASSERT_TRUE(writer->error());
        EXPECT_EQ(writer->error()->kind, Error::Kind::OutOfSpace) << writer->error()->message;
        writer->frame(numbered(20'000));
        writer->event(samples::event(1));
        writer->end(samples::footer(1));
    }
    expectAllCommitted(folder.file(), committed);
}

/// In a process of its own, because the limit stays.
void recordWithinFileSize(const std::string& path, int report) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1'000'000, 1'000'000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
    std::uint64_t committed = 0;
    {
        auto writer = writerOf(path);
        recordUntilError(*writer, [&](std::uint64_t frames) { committed = frames; });
        if (!writer->error()) ::_exit(3);
        if (writer->error()->kind != Error::Kind::OutOfSpace) {
            std::fprintf(stderr, "%s\n", writer->error()->message.c_str());
            ::_exit(4);
        }
    }
    if (::write(report, &committed, sizeof committed) != sizeof committed) ::_exit(5);
    ::_exit(0);
}

TEST(Recording, OutOfDiskItKeepsWhatWasCommitted) {
    Folder folder;
    int report[2];
    ASSERT_EQ(::pipe(report), 0);
    const pid_t child = ::fork();
    if (child == 0) recordWithinFileSize(folder.file(), report[1]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(WEXITSTATUS(status), 0);
    std::uint64_t committed = 0;
    ASSERT_EQ(::read(report[0], &committed, sizeof committed), static_cast<ssize_t>(sizeof committed));
    ::close(report[0]);
    ::close(report[1]);
    expectAllCommitted(folder.file(), committed);
}

TEST(Recording, ReplacesARecordingButNothingElse) {
    Folder folder;
    std::ofstream(folder.file("notes.txt")) << std::string(500, 'x');
    auto refused = RecordingWriter::create(folder.file("notes.txt"), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::NotATrace);
    EXPECT_EQ(fs::file_size(folder.file("notes.txt")), 500U);
    EXPECT_FALSE(RecordingWriter::create(folder.path(), {}));
    recordAndKill(folder.file());
    samples::everything(*writerOf(folder.file()));
    EXPECT_EQ(framesIn(folder.file()), 1U);
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
    std::ofstream(folder.file("empty"));
    EXPECT_EQ(RecordingReader::open(folder.file("empty")).error().kind, Error::Kind::NotATrace);
    std::ofstream(folder.file("text")) << std::string(4000, 'x');
    EXPECT_EQ(RecordingReader::open(folder.file("text")).error().kind, Error::Kind::NotATrace);
    EXPECT_FALSE(RecordingWriter::create(folder.file("no/such/folder"), {}));
}

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
