// headroom-sim as a process: commands, signals, exit status, recording.

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/trace/recording_reader.h"
#include "tests/golden/cli/program.h"

namespace headroom {
namespace {

using nlohmann::json;

const std::string engine = HEADROOM_ENGINE;
const std::string mm1 = std::string(HEADROOM_SCENARIOS) + "/mm1.yaml";

std::vector<json> linesOf(const std::string& output, const std::string& type) {
    std::vector<json> lines;
    std::istringstream text(output);
    for (std::string line; std::getline(text, line);) {
        json object = json::parse(line);
        if (object["type"] == type) lines.push_back(std::move(object));
    }
    return lines;
}

std::vector<std::string> commandsIn(const std::string& output) {
    std::vector<std::string> summaries;
    for (const json& event : linesOf(output, "event"))
        if (event["kind"] == "command") summaries.push_back(event["summary"]);
    return summaries;
}

TEST(Engine, StreamsFramesFromTheStartToTheEnd) {
    const Outcome outcome = run({engine, mm1, "--stream", "--lossless-stream", "--duration", "12500ms", "--set", "warmup=0s"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    const auto frames = linesOf(outcome.output, "frame");
    ASSERT_EQ(frames.size(), 14U);
    EXPECT_EQ(frames.front()["timeNs"], 0);
    EXPECT_EQ(frames[12]["timeNs"], 12'000'000'000);
    EXPECT_EQ(frames.back()["timeNs"], 12'500'000'000);
    const auto ends = linesOf(outcome.output, "end");
    ASSERT_EQ(ends.size(), 1U);
    EXPECT_EQ(ends[0]["outcome"], "completed");
    EXPECT_NE(ends[0]["fingerprint"], "0000000000000000");
}

TEST(Engine, GivesTheSameFingerprintTwiceAndAnotherForAnotherSeed) {
    const auto fingerprint = [](const std::string& seed) {
        const Outcome outcome = run({engine, mm1, "--stream", "--seed", seed});
        return linesOf(outcome.output, "end").at(0)["fingerprint"].get<std::string>();
    };
    const std::string first = fingerprint("11");
    EXPECT_EQ(first, fingerprint("11"));
    EXPECT_NE(first, fingerprint("12"));
}

TEST(Engine, ObeysStepsAndStopAtExactlyTheirFrames) {
    Program program({engine, mm1, "--stream", "--lossless-stream", "--paused"});
    program.write(
        "{\"command\":\"step\",\"frames\":3}\n{\"command\":\"speed\",\"factor\":1000}\n{\"command\":\"step\"}\n{\"command\":"
        "\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0) << program.error();
    const auto frames = linesOf(program.output(), "frame");
    ASSERT_EQ(frames.size(), 5U);
    EXPECT_EQ(frames.back()["timeNs"], 4'000'000'000);
    EXPECT_EQ(commandsIn(program.output()),
              (std::vector<std::string>{"command: step 3 frames", "command: speed: 1000 simulated seconds a second",
                                        "command: step 1 frame", "command: stop"}));
    EXPECT_EQ(linesOf(program.output(), "end").at(0)["outcome"], "stopped");
}

TEST(Engine, PausesAndResumesWithoutChangingTheRun) {
    Program program({engine, mm1, "--stream", "--lossless-stream", "--paused"});
    program.write("{\"command\":\"step\",\"frames\":5}\n{\"command\":\"pause\"}\n");
    ASSERT_TRUE(program.readUntil("command: pause"));
    program.write("{\"command\":\"resume\"}\n");
    program.closeInput();
    EXPECT_EQ(program.finish(), 0);
    const Outcome undisturbed = run({engine, mm1, "--stream", "--lossless-stream"});
    EXPECT_EQ(linesOf(program.output(), "frame"), linesOf(undisturbed.output, "frame"));
}

TEST(Engine, LogsWhatItRefuses) {
    Program program({engine, mm1, "--stream", "--paused"});
    program.write(
        "{\"command\":\"stopp\"}\nnonsense\n{\"command\":\"inject\",\"fault\":{\"kil\":\"pod/"
        "station\"}}\n{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0);
    const auto commands = commandsIn(program.output());
    ASSERT_EQ(commands.size(), 4U);
    EXPECT_NE(commands[0].find("did you mean 'stop'?"), std::string::npos);
    EXPECT_NE(commands[1].find("one JSON object a line"), std::string::npos);
    EXPECT_NE(commands[2].find("refused"), std::string::npos);
}

TEST(Engine, EndsAPauseThatNobodyCanEnd) {
    Program program({engine, mm1, "--stream", "--paused"});
    program.closeInput();
    EXPECT_EQ(program.finish(), 0);
    EXPECT_EQ(linesOf(program.output(), "end").at(0)["outcome"], "stopped");
}

TEST(Engine, LeavesAValidRecordingWhenInterrupted) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const std::string recording = freshPath("run.headroom");
        Program program({engine, mm1, "--stream", "--lossless-stream", "--paused", "--record", recording});
        program.write("{\"command\":\"step\",\"frames\":7}\n{\"command\":\"pause\"}\n");
        ASSERT_TRUE(program.readUntil("command: pause"));
        program.signal(signal);
        EXPECT_EQ(program.finish(), 0);
        auto reader = trace::RecordingReader::open(recording);
        ASSERT_TRUE(reader) << reader.error().message;
        EXPECT_EQ(reader.value()->frames().value().size(), 8U);
        EXPECT_EQ(reader.value()->footer().value().outcome, "interrupted");
    }
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string fileWith(const char* name, const std::string& text) {
    const std::string path = freshPath(name);
    std::ofstream(path) << text;
    return path;
}

TEST(Engine, RunsATextInPlaceOfTheFileItNames) {
    const std::string text = fileWith("edited", contentOf(mm1));
    const Outcome plain = run({engine, mm1, "--stream"});
    const Outcome given = run({engine, mm1, "--text", text, "--stream"});
    ASSERT_EQ(given.status, 0) << given.error;
    EXPECT_EQ(linesOf(given.output, "header"), linesOf(plain.output, "header"));
    EXPECT_EQ(linesOf(given.output, "end").at(0)["fingerprint"], linesOf(plain.output, "end").at(0)["fingerprint"]);
    const Outcome bad = run({engine, "unsaved.yaml", "--text", fileWith("broken", "scenario: [\n"), "--stream"});
    EXPECT_EQ(bad.status, 2);
    EXPECT_NE(bad.error.find("unsaved.yaml:"), std::string::npos) << bad.error;
    EXPECT_EQ(run({engine, mm1, "--text", "/no/such/text"}).status, 2);
}

TEST(Engine, GivesTheSameRunAgainFromItsCommands) {
    Program program({engine, mm1, "--stream", "--lossless-stream", "--paused"});
    program.write(
        "{\"command\":\"step\",\"frames\":3}\n{\"command\":\"inject\",\"fault\":\"{surge: client/users, factor: 3}\"}\n"
        "{\"command\":\"step\",\"frames\":4}\n{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0);
    const std::string log = fileWith(
        "commands",
        "{\"command\":\"step\",\"frames\":3,\"atNs\":0}\n"
        "{\"command\":\"inject\",\"fault\":\"{surge: client/users, factor: 3}\",\"atNs\":3000000000}\n"
        "{\"command\":\"step\",\"frames\":4,\"atNs\":3000000000}\n"
        "{\"command\":\"stop\",\"atNs\":7000000000}\n");
    const Outcome again = run({engine, mm1, "--stream", "--lossless-stream", "--commands", log});
    EXPECT_EQ(commandsIn(again.output), commandsIn(program.output()));
    EXPECT_EQ(linesOf(again.output, "end").at(0)["fingerprint"], linesOf(program.output(), "end").at(0)["fingerprint"]);
    EXPECT_EQ(run({engine, mm1, "--commands", fileWith("nonsense", "x\n")}).status, 2);
}

TEST(Engine, StandsStillWhereToldAndTakesCommandsOnlyThere) {
    Program program({engine, mm1, "--stream", "--lossless-stream", "--pause-at", "6s", "--realtime-speed", "0.1"});
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0);
    EXPECT_EQ(linesOf(program.output(), "frame").back()["timeNs"], 6'000'000'000);
    EXPECT_EQ(linesOf(program.output(), "event").back()["timeNs"], 6'000'000'000);
}

TEST(Engine, ReturnsTwoOnBadInput) {
    EXPECT_EQ(run({engine}).status, 2);
    EXPECT_EQ(run({engine, mm1, "--infrastructure", "magic"}).status, 2);
    EXPECT_EQ(run({engine, mm1, "--guess-quantile", "x=2"}).status, 2);
    EXPECT_EQ(run({engine, mm1, "--pause-at", "soon"}).status, 2);
    const Outcome missing = run({engine, "no-such-file.yaml"});
    EXPECT_EQ(missing.status, 2);
    EXPECT_NE(missing.error.find("no-such-file.yaml"), std::string::npos);
}

TEST(Engine, ReturnsThreeWhenItCanNotRecord) {
    const Outcome outcome = run({engine, mm1, "--record", "/no/such/folder/x.headroom"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.error.find("/no/such/folder/x.headroom"), std::string::npos);
}

TEST(Engine, AgreesWithItselfOnBothInfrastructures) {
    const Outcome outcome = run({engine, mm1, "--stream", "--infrastructure", "simgrid"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_EQ(linesOf(outcome.output, "header").at(0)["runtime"], "simgrid");
    EXPECT_EQ(linesOf(outcome.output, "end").at(0)["outcome"], "completed");
}

}  // namespace
}  // namespace headroom
