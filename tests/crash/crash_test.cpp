// headroom-sim interrupted, killed and out of disk while it records; whoever waits, waits for lines of the stream.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "model/trace/memory_trace.h"
#include "model/trace/recording_reader.h"
#include "tests/golden/cli/program.h"

namespace headroom {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

const std::string frameLine = "{\"type\":\"frame\",";

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
    trace::MemoryTrace trace;
    const auto reader = trace::RecordingReader::open(recording);
    if (!reader) {
        ADD_FAILURE() << reader.error().message;
        return trace;
    }
    const auto error = reader.value()->replay(trace);
    EXPECT_FALSE(error) << error->message;
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
