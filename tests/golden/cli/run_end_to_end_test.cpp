// headroom as a process: check, explain, run, play, report.

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

const std::string program = HEADROOM_PROGRAM;
const std::string mm1 = std::string(HEADROOM_SCENARIOS) + "/mm1.yaml";
const std::string pipeline = std::string(HEADROOM_SCENARIOS) + "/pipeline.yaml";

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(Run, ReturnsWhetherExpectationsHold) {
    EXPECT_EQ(run({program, "run", mm1}).status, 0);
    const Outcome failing = run({program, "run", pipeline});
    EXPECT_EQ(failing.status, 1);
    EXPECT_NE(failing.output.find("✗ 1 of 2 expectations fails: 'impossible'"), std::string::npos) << failing.output;
}

TEST(Run, ReturnsTwoOnBadInputWithThePlaceOrTheNearestName) {
    EXPECT_EQ(run({program}).status, 2);
    EXPECT_EQ(run({program, "run", mm1, "--format", "pdf"}).status, 2);
    EXPECT_EQ(run({program, "run", mm1, "--set", "nonsense"}).status, 2);
    const Outcome misspelt = run({program, "run", std::string(HEADROOM_SCENARIOS) + "/mm2.yaml"});
    EXPECT_EQ(misspelt.status, 2);
    EXPECT_NE(misspelt.error.find("did you mean " + mm1 + "?"), std::string::npos) << misspelt.error;
    EXPECT_EQ(run({program, "run", mm1, "--set", "clients.users.load=nonsense"}).status, 2);
    EXPECT_EQ(run({program, "report", mm1}).status, 2);
}

TEST(Run, AtAShareOfTheLoadSaysSoAndCanBeDoneAgain) {
    const std::string recording = freshPath("scaled.headroom");
    const Outcome ran = run({program, "run", mm1, "--load-scale", "50%", "--record", recording, "--format", "json"});
    const json report = json::parse(ran.output);
    EXPECT_EQ(report["settings"]["--load-scale"], "0.5");
    // 40 journeys a second for the 50 s that count; three standard deviations.
    EXPECT_NEAR(report["expectations"][0]["value"], 40, 2.7);
    EXPECT_EQ(run({program, "report", recording, "--format", "json"}).output, ran.output);
    const json again = json::parse(run({program, "run", mm1, "--load-scale", "0.5", "--format", "json"}).output);
    EXPECT_EQ(again["fingerprint"], report["fingerprint"]);
    const json whole = json::parse(run({program, "run", mm1, "--format", "json"}).output);
    EXPECT_NE(whole["fingerprint"], report["fingerprint"]);
    EXPECT_FALSE(whole["settings"].contains("--load-scale"));
    EXPECT_EQ(run({program, "run", mm1, "--load-scale", "two"}).status, 2);
}

TEST(Run, ReturnsThreeWhenTheReportCanNotBeWritten) {
    const Outcome outcome = run({program, "run", mm1, "--output", "/no/such/folder/report.txt"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.error.find("/no/such/folder/report.txt"), std::string::npos);
}

TEST(Run, ReportsWhatItsRecordingReportsAgain) {
    for (const std::string format : {"text", "json", "csv", "html"}) {
        const std::string recording = freshPath("run.headroom");
        const Outcome ran = run({program, "run", pipeline, "--seed", "8", "--record", recording, "--format", format});
        ASSERT_EQ(ran.status, 1) << ran.error;
        const Outcome reported = run({program, "report", recording, "--format", format});
        EXPECT_EQ(reported.status, 1) << reported.error;
        EXPECT_EQ(ran.output, reported.output);
    }
}

TEST(Run, StreamsWhatPlayingItsRecordingStreams) {
    const std::string recording = freshPath("run.headroom");
    const Outcome ran = run({program, "run", mm1, "--record", recording, "--stream"});
    ASSERT_EQ(ran.status, 0) << ran.error;
    const Outcome played = run({program, "play", recording, "--stream"});
    EXPECT_EQ(played.status, 0) << played.error;
    EXPECT_EQ(ran.output, played.output);
}

TEST(Run, GivesTheJsonFieldsThatScriptsNeed) {
    const json report = json::parse(run({program, "run", pipeline, "--seed", "9", "--format", "json"}).output);
    EXPECT_EQ(report["scenario"], "pipeline");
    EXPECT_EQ(report["seed"], 9);
    EXPECT_EQ(report["fingerprint"].get<std::string>().size(), 16U);
    EXPECT_EQ(report["simulated_s"], 6.0);
    EXPECT_GT(report["wall_s"], 0.0);
    const json& intake = report["elements"]["service/intake"]["metrics"];
    EXPECT_NEAR(intake["throughput"]["value"].get<double>(), 50, 1);
    EXPECT_EQ(intake["throughput"]["unit"], "requests/s");
    EXPECT_NEAR(intake["utilisation"]["value"].get<double>(), 0.2, 0.01);
    for (const char* field : {"name", "role", "reference", "value", "ci", "tolerance", "pass"})
        EXPECT_TRUE(report["expectations"][0].contains(field)) << field;
    EXPECT_EQ(report["expectations"][0]["role"], "predicted");
    EXPECT_TRUE(report["expectations"][0]["pass"].get<bool>());
    EXPECT_FALSE(report["expectations"][1]["pass"].get<bool>());
}

TEST(Run, AggregatesReplicationsIntoIntervals) {
    const json report = json::parse(run({program, "run", mm1, "--replications", "5", "--format", "json"}).output);
    EXPECT_EQ(report["replications"], 5);
    const json& throughput = report["expectations"][0];
    ASSERT_TRUE(throughput["ci"].is_array());
    EXPECT_LT(throughput["ci"][0], throughput["value"]);
    EXPECT_EQ(throughput["replications"].size(), 5U);
}

TEST(Run, AddsReplicationsUntilThePrecisionIsReached) {
    const json report = json::parse(run({program, "run", mm1, "--precision", "20%", "--format", "json"}).output);
    const double value = report["expectations"][1]["value"];
    const double high = report["expectations"][1]["ci"][1];
    EXPECT_GT(report["replications"], 4);
    EXPECT_LE((high - value) / value, 0.2);
}

TEST(Run, RanksGuessesOverReplicationsAndSaysHow) {
    const json report = json::parse(run({program, "run", pipeline, "--replications", "8", "--format", "json"}).output);
    EXPECT_NE(report["guess_method"].get<std::string>().find("rank correlation"), std::string::npos);
    // The only guess is the processing time, and the latency is hardly anything else.
    EXPECT_GT(report["guesses"][0]["effect"], 0.9);
}

TEST(Run, InterruptedLeavesAValidRecordingAndAPartialReport) {
    const std::string recording = freshPath("run.headroom");
    const std::string output = freshPath("report.json");
    Program ran({program, "run", mm1, "--duration", "1000000s", "--stream", "--record", recording, "--format", "json", "--output",
                 output});
    ASSERT_TRUE(ran.readUntil("\"type\":\"frame\""));
    ran.signal(SIGINT);
    const int status = ran.finish();
    EXPECT_EQ(status, 3) << ran.error();  // what holds so far is no verdict
    const json report = json::parse(contents(output));
    EXPECT_EQ(report["outcome"], "interrupted");
    EXPECT_TRUE(report["pass"].is_null());
    auto reader = trace::RecordingReader::open(recording);
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(reader.value()->footer().value().outcome, "interrupted");
    EXPECT_EQ(run({program, "report", recording}).status, status);
}

TEST(Run, SaysThatTheEngineCrashedAndKeepsTheRecording) {
    const std::string recording = freshPath("run.headroom");
    Program ran({program, "run", mm1, "--duration", "1000000s", "--stream", "--record", recording});
    ASSERT_TRUE(ran.readUntil("\"type\":\"frame\""));
    ran.signalChild(SIGKILL);
    EXPECT_EQ(ran.finish(), 3);
    EXPECT_NE(ran.error().find("the engine crashed (Killed)"), std::string::npos) << ran.error();
    auto reader = trace::RecordingReader::open(recording);
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(reader.value()->footer().value().outcome, "interrupted");
}

// 10 s of warm-up in 60 s are 1 s in 6 s.
TEST(Run, ShortensTheWarmUpWithTheDuration) {
    const Outcome outcome = run({program, "run", mm1, "--duration", "6s", "--format", "json"});
    EXPECT_NE(outcome.error.find("mm1.yaml:5:9: warning: --duration 6s shortens the warm-up from 10s to 1s"), std::string::npos)
        << outcome.error;
    const json report = json::parse(outcome.output);
    EXPECT_EQ(report["warmup_s"], 1.0);
    EXPECT_EQ(report["simulated_s"], 6.0);
    EXPECT_EQ(report["settings"]["--duration"], "6s");
}

TEST(Run, NeitherPassesNorFailsWhatItsShortDurationCutsOff) {
    const std::vector<std::string> command{program, "run", mm1, "--duration", "20s", "--set", "expect[1].during=30s.."};
    const Outcome text = run(command);
    EXPECT_NE(text.error.find("warning: --duration 20s ends the run before this span does; the expectation is not evaluated"),
              std::string::npos)
        << text.error;
    EXPECT_NE(text.output.find("– not evaluated"), std::string::npos) << text.output;
    EXPECT_NE(text.output.find("1 not evaluated, as the run is too short"), std::string::npos) << text.output;
    std::vector<std::string> asJson = command;
    asJson.insert(asJson.end(), {"--format", "json"});
    const json report = json::parse(run(asJson).output);
    EXPECT_TRUE(report["expectations"][0]["pass"].get<bool>());
    EXPECT_TRUE(report["expectations"][1]["pass"].is_null());
    EXPECT_TRUE(report["expectations"][1]["value"].is_null());
}

TEST(Run, WritesAnHtmlPageWithTheTopology) {
    const Outcome outcome = run({program, "run", pipeline, "--format", "html"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(outcome.output.starts_with("<!DOCTYPE html>"));
    EXPECT_NE(outcome.output.find("\"r\":\"publishes to\""), std::string::npos);
}

TEST(Check, SaysWhatBreaksFirst) {
    const Outcome outcome = run({program, "check", pipeline, "--load", "9x"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_NE(outcome.output.find("At 9 times the load"), std::string::npos);
    EXPECT_NE(outcome.output.find("service/intake  "), std::string::npos) << outcome.output;
    EXPECT_EQ(run({program, "check", pipeline, "--load", "much"}).status, 2);
    const Outcome closed = run({program, "check", pipeline, "--set", "clients.users.load=closed(users=50, thinkTime=1s)"});
    EXPECT_NE(closed.output.find("(closed clients with what they would offer if nothing queued, at 1x: "), std::string::npos)
        << closed.output;
    EXPECT_NE(closed.output.find("(closed clients with what queueing leaves of their load: "), std::string::npos)
        << closed.output;
}

TEST(CommandLine, AnUnknownCommandIsAnsweredWithTheNearestOne) {
    const Outcome misspelt = run({program, "chekc", pipeline});
    EXPECT_EQ(misspelt.status, 2);
    EXPECT_EQ(misspelt.error, "headroom: there is no command 'chekc'; did you mean 'check'?\n");
    const Outcome strange = run({program, "zzzzzzzzz"});
    EXPECT_EQ(strange.status, 2);
    EXPECT_EQ(strange.error,
              "headroom: there is no command 'zzzzzzzzz'; there are check, explain, run, play, report, live, up, export, "
              "forecast, calibrate\n");
}

TEST(Program, SaysThatItsOutputCouldNotBeWritten) {
    for (const std::string command : {" check ", " explain "}) {
        const Outcome full = run({"/bin/sh", "-c", program + command + pipeline + " > /dev/full"});
        EXPECT_EQ(full.status, 3);
        EXPECT_EQ(full.error, "headroom: the output can't be written\n");
        EXPECT_EQ(run({"/bin/bash", "-c", "set -o pipefail; " + program + command + pipeline + " | head -1"}).status, 0);
    }
}

TEST(Report, IsNoTroubleForAReaderWhoHasReadEnough) {
    const Outcome left = run({"/bin/bash", "-c", "set -o pipefail; " + program + " run " + mm1 + " --format csv | head -1"});
    EXPECT_EQ(left.status, 0);
    EXPECT_EQ(left.error, "");
}

TEST(Explain, GivesValuesWithTheirOrigin) {
    const Outcome outcome = run({program, "explain", pipeline, "services.intake.replicas"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_TRUE(outcome.output.starts_with("services.intake.replicas = 2  # ")) << outcome.output;
    const Outcome unknown = run({program, "explain", pipeline, "services.intake.replica"});
    EXPECT_EQ(unknown.status, 2);
    EXPECT_NE(unknown.error.find("did you mean 'services.intake.replicas'?"), std::string::npos) << unknown.error;
}

}  // namespace
}  // namespace headroom
