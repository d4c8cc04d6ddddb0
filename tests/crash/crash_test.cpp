// headroom-sim interrupted, killed and out of disk while it records; whoever waits, waits for lines of the stream.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/trace/memory_trace.h"
#include "model/trace/recording_reader.h"
#include "tests/golden/cli/program.h"
#include "tests/live/streamed_trace.h"

namespace headroom {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// A run that records frames at a steady pace of the wall clock.
std::vector<std::string> pacedRun(const std::string& recording, const std::string& framesASecond = "20",
                                  const std::string& duration = "1000000s") {
    return {HEADROOM_ENGINE, HEADROOM_SCENARIO, "--stream", "--lossless-stream", "--realtime-speed",
            framesASecond,   "--duration",      duration,   "--record",          recording};
}

/// When each frame was seen first, by its place in the stream, which is its number.
class FrameWatch {
public:
    explicit FrameWatch(Program& program) : m_program(program) {}

    /// Waits for one more frame; false at the end of the stream.
    bool next() {
        if (!m_program.readUntil(frameLine)) return false;
        const std::string& output = m_program.output();
        for (std::size_t end = 0; (end = output.find('\n', m_lineBegin)) != std::string::npos; m_lineBegin = end + 1)
            if (output.compare(m_lineBegin, frameLine.size(), frameLine) == 0) m_seen.push_back(Clock::now());
        return true;
    }
    bool watchFor(Clock::duration length) {
        if (!next()) return false;
        while (Clock::now() - m_seen.front() < length)
            if (!next()) return false;
        return true;
    }
    std::size_t seen() const { return m_seen.size(); }
    std::size_t seenBefore(Clock::time_point when) const {
        std::size_t count = 0;
        while (count < m_seen.size() && m_seen[count] <= when) ++count;
        return count;
    }

private:
    Program& m_program;
    std::size_t m_lineBegin = 0;
    std::vector<Clock::time_point> m_seen;
};

/// The whole recording, or a failed test.
trace::MemoryTrace replay(const std::string& recording) {
    trace::MemoryTrace trace = replayed(recording);
    for (std::size_t i = 0; i < trace.frames().size(); ++i) EXPECT_EQ(trace.frames()[i].number, i);
    return trace;
}

TEST(Crash, InterruptedARunEndsWithAllItsFrames) {
    const std::string recording = freshPath("run.headroom");
    Program program(pacedRun(recording));
    FrameWatch frames(program);
    ASSERT_TRUE(frames.watchFor(500ms)) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = replay(recording);
    ASSERT_TRUE(trace.footer());
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
    EXPECT_GE(trace.frames().size(), frames.seen());
    EXPECT_EQ(trace.frames().back().time, trace.footer()->end);
}

TEST(Crash, KilledARecordingHoldsAllFramesOlderThanASecond) {
    for (const auto length : {1500ms, 1900ms, 2300ms, 2700ms}) {
        const std::string recording = freshPath("run.headroom");
        Program program(pacedRun(recording));
        FrameWatch frames(program);
        ASSERT_TRUE(frames.watchFor(length)) << program.error();
        const std::size_t due = frames.seenBefore(Clock::now() - 1s);
        program.signal(SIGKILL);
        EXPECT_EQ(program.finish(), 128 + SIGKILL);
        ASSERT_GT(due, 0U);
        const trace::MemoryTrace trace = replay(recording);
        EXPECT_GE(trace.frames().size(), due);
        EXPECT_EQ(trace.footer()->outcome, "interrupted");
    }
}

TEST(Crash, KilledWhilePausedARecordingHoldsWhatWasSeenASecondBefore) {
    const std::string recording = freshPath("run.headroom");
    Program program(pacedRun(recording));
    FrameWatch frames(program);
    ASSERT_TRUE(frames.watchFor(300ms)) << program.error();
    program.write("{\"command\":\"pause\"}\n");
    ASSERT_TRUE(program.readUntil("command: pause"));
    const std::size_t due = frames.seen();
    // Nothing comes while it is paused: its own clock, in the file, tells when it has committed.
    const auto deadline = Clock::now() + 30s;
    std::size_t held = 0;
    while (held < due && Clock::now() < deadline)
        if (const auto reader = trace::RecordingReader::open(recording)) held = reader.value()->frames().value().size();
    program.signal(SIGKILL);
    EXPECT_EQ(program.finish(), 128 + SIGKILL);
    EXPECT_GE(replay(recording).frames().size(), due);
}

/// A run whose frames from the fifth on take minutes of the wall clock; the first four take no time.
std::vector<std::string> slowRun(const std::string& recording, const std::string& infrastructure) {
    return {HEADROOM_ENGINE, HEADROOM_SLOW_SCENARIO, "--stream", "--lossless-stream", "--infrastructure", infrastructure,
            "--record",      recording};
}
constexpr std::size_t quickFrames = 4;

std::size_t linesOf(const std::string& output, const std::string& begin) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = output.find(begin, at)) != std::string::npos; at += begin.size()) ++count;
    return count;
}

class SlowFrame : public testing::TestWithParam<const char*> {};

TEST_P(SlowFrame, KilledWithinItTheRecordingHoldsTheFramesBefore) {
    const std::string recording = freshPath("run.headroom");
    Program program(slowRun(recording, GetParam()));
    FrameWatch frames(program);
    while (frames.seen() < quickFrames) ASSERT_TRUE(frames.next()) << program.error();
    const auto deadline = Clock::now() + 30s;
    std::size_t held = 0;
    while (held < quickFrames && Clock::now() < deadline)
        if (const auto reader = trace::RecordingReader::open(recording)) held = reader.value()->frames().value().size();
    program.signal(SIGKILL);
    EXPECT_EQ(program.finish(), 128 + SIGKILL);
    EXPECT_EQ(linesOf(program.output(), frameLine), quickFrames) << "the slow frame was none";
    EXPECT_EQ(replay(recording).frames().size(), quickFrames);
}

TEST_P(SlowFrame, InterruptedWithinItTheRunEndsThere) {
    const std::string recording = freshPath("run.headroom");
    Program program(slowRun(recording, GetParam()));
    FrameWatch frames(program);
    while (frames.seen() < quickFrames) ASSERT_TRUE(frames.next()) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = replay(recording);
    ASSERT_TRUE(trace.footer());
    ASSERT_FALSE(trace.frames().empty());
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
    EXPECT_EQ(trace.frames().back().time, trace.footer()->end);
    EXPECT_LE(trace.frames().size(), quickFrames + 1);
    EXPECT_LT(trace.footer()->end, model::Instant{} + model::Duration::seconds(4000));
}

INSTANTIATE_TEST_SUITE_P(On, SlowFrame, testing::Values("native", "simgrid"), [](const auto& given) { return std::string(given.param); });

/// Runs the command where no file may grow beyond `blocks` of 512 bytes.
Outcome runWithoutDisk(const std::vector<std::string>& command, const std::string& blocks) {
    std::vector<std::string> limited{"/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"};
    limited.insert(limited.end(), command.begin(), command.end());
    return run(limited);
}

TEST(Crash, OutOfDiskTheRunGoesOnAndItsEndSaysSo) {
    const std::string recording = freshPath("run.headroom");
    // At this pace the file is full after some commits.
    const Outcome outcome = runWithoutDisk(pacedRun(recording, "250", "1000s"), "2048");
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.error.find("headroom-sim: "), 0U) << outcome.error;
    EXPECT_EQ(outcome.error.find('\n'), outcome.error.size() - 1) << outcome.error;
    EXPECT_NE(outcome.error.find(recording), std::string::npos) << outcome.error;
    EXPECT_NE(outcome.output.find("\"outcome\":\"completed\""), std::string::npos);
    const trace::MemoryTrace trace = replay(recording);
    EXPECT_GT(trace.frames().size(), 0U);
    EXPECT_LT(trace.frames().size(), 1001U);
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
}

/// Makes a folder a file system of 1 MiB, runs a command in it, and copies what is in it then to another folder.
const std::string onSmallDisk = R"(disk=$1; kept=$2; shift 2
mount -t tmpfs -o size=1m small "$disk" || exit 125
"$@"; status=$?
cp "$disk"/run.headroom* "$kept"/ || exit 126
exit $status)";

/// What runs a command where it may mount; as root no user namespace is needed.
std::vector<std::string> mountNamespace() {
    std::vector<std::string> command{"/usr/bin/unshare", "--mount"};
    if (geteuid() != 0) command.insert(command.end(), {"--user", "--map-root-user"});
    return command;
}

/// Why nothing can be mounted here; empty if it can.
std::string whyNoMount(const std::string& folder) {
    std::vector<std::string> probe = mountNamespace();
    probe.insert(probe.end(), {"/bin/sh", "-c", "mount -t tmpfs -o size=1m small " + folder});
    if (access(probe.front().c_str(), X_OK) != 0) return "there is no " + probe.front();
    const Outcome outcome = run(probe);
    return outcome.status == 0 ? "" : "no file system can be mounted here: " + outcome.error;
}

/// Whether nothing is left of the file system that the program sees there.
bool isFull(const Program& program, const std::string& folder) {
    struct statvfs left {};
    return statvfs(("/proc/" + std::to_string(program.process()) + "/root" + folder).c_str(), &left) == 0 && left.f_bavail == 0;
}

TEST(Crash, OnAFullDiskTheRunGoesOnAndTheRecordingHoldsWhatCameASecondBefore) {
    const std::string disk = freshPath("disk");
    const std::string kept = freshPath("kept");
    std::filesystem::create_directories(disk);
    std::filesystem::create_directories(kept);
    if (const std::string why = whyNoMount(disk); !why.empty()) GTEST_SKIP() << "NOT TESTED, a really full disk: " << why;
    std::vector<std::string> command = mountNamespace();
    command.insert(command.end(), {"/bin/sh", "-c", onSmallDisk, "sh", disk, kept});
    // At this pace the disk is full after some commits.
    for (const std::string& word : pacedRun(disk + "/run.headroom", "100", "1000s")) command.push_back(word);
    Program program(command);
    FrameWatch frames(program);
    std::optional<std::size_t> due;
    while (frames.next())
        if (!due && isFull(program, disk)) due = frames.seenBefore(Clock::now() - 1s);
    EXPECT_EQ(program.finish(), 3);
    const std::string error = program.error();
    EXPECT_EQ(error.find("headroom-sim: "), 0U) << error;
    EXPECT_EQ(error.find('\n'), error.size() - 1) << error;
    EXPECT_NE(error.find("disk is full"), std::string::npos) << error;
    EXPECT_EQ(linesOf(program.output(), frameLine), 1001U) << "the run did not go on";
    EXPECT_NE(program.output().find("\"outcome\":\"completed\""), std::string::npos);
    const trace::MemoryTrace trace = replay(kept + "/run.headroom");
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
    EXPECT_LT(trace.frames().size(), 1001U);
    ASSERT_TRUE(due) << "the disk was never full";
    ASSERT_GT(*due, 0U);
    EXPECT_GE(trace.frames().size(), *due);
}

TEST(Crash, OutOfDiskTheReportIsStillGiven) {
    const std::string recording = freshPath("run.headroom");
    const Outcome outcome =
        runWithoutDisk({HEADROOM_PROGRAM, "run", HEADROOM_SCENARIO, "--duration", "2000s", "--record", recording}, "1024");
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.error.find(recording), std::string::npos) << outcome.error;
    EXPECT_NE(outcome.output.find("service/intake"), std::string::npos) << outcome.output;
    // It was over within a second, so there may be no frame in it; but it is a recording.
    EXPECT_LT(replay(recording).frames().size(), 2001U);
}

}  // namespace
}  // namespace headroom
