// Recordings whose writer was killed, ran out of disk, or met another file.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "model/trace/memory_trace.h"
#include "tests/unit/trace/recording_samples.h"

namespace headroom::trace {
namespace {

namespace fs = std::filesystem;
using namespace samples;

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

}  // namespace
}  // namespace headroom::trace
