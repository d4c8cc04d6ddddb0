// headroom forecast as a process, against what the same simulation then really did.

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/trace/recording_reader.h"
#include "model/trace/recording_writer.h"
#include "tests/golden/cli/program.h"

namespace headroom {
namespace {

using nlohmann::json;

const std::string program = HEADROOM_PROGRAM;
const std::string behind = std::string(HEADROOM_SCENARIOS) + "/behind.yaml";
constexpr double cut = 30;  // seconds: the fault has just ended

/// Runs the scenario and records it.
std::string recorded(const std::string& name, const std::vector<std::string>& settings = {}) {
    const std::string path = freshPath(name);
    std::vector<std::string> command{program, "run", behind, "--record", path};
    for (const std::string& setting : settings) command.insert(command.end(), {"--set", setting});
    const Outcome ran = run(command);
    EXPECT_EQ(ran.status, 0) << ran.error;
    return path;
}

/// Seconds from the cut until a run really had at most so many records to read.
double reallyDrained(const std::string& recording, double steadyLag) {
    const auto reader = trace::RecordingReader::open(recording);
    trace::MemoryTrace trace;
    EXPECT_FALSE(reader.value()->replay(trace));
    const std::vector<double>& lag = trace.column(trace.findSeries("group/audit", "consumerLag")->index);
    for (std::size_t i = 0; i < lag.size(); ++i)
        if (trace.frames()[i].time.toSeconds() >= cut && lag[i] <= steadyLag) return trace.frames()[i].time.toSeconds() - cut;
    return INFINITY;
}

json forecastOf(const std::string& recording, const std::vector<std::string>& options) {
    std::vector<std::string> command{program, "forecast", recording, "--format", "json"};
    command.insert(command.end(), options.begin(), options.end());
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    return json::parse(outcome.output, nullptr, false);
}

/// The truth lies in the stated band, to the frame that both are known to.
void expectRight(const json& alternative, double truth) {
    SCOPED_TRACE(alternative.dump(1));
    const json& drained = alternative["simulated"]["drainedSeconds"];
    EXPECT_DOUBLE_EQ(drained["coverage"], 0.9);
    EXPECT_GE(truth, drained["low"].get<double>() - 0.5);
    EXPECT_LE(truth, drained["high"].get<double>() + 0.5);
    // The band says something: nothing but chance is unknown here.
    EXPECT_LT(drained["high"].get<double>() - drained["low"].get<double>(), truth);
    EXPECT_EQ(alternative["simulated"]["drainedRuns"], 19);
    EXPECT_EQ(alternative["simulated"]["lostToRetention"]["high"], 0);
}

TEST(Forecast, HoldsWhatThenHappens) {
    const std::string asItWas = recorded("behind.headroom");
    const std::string scaled = recorded("scaled.headroom", {"faults[+]={at: 30s, scale: service/audit, replicas: 4}"});
    const json forecast = forecastOf(asItWas, {"--at", "30s", "--scale", "audit=4", "--for", "45s"});
    EXPECT_EQ(forecast["group"], "audit");
    ASSERT_EQ(forecast["alternatives"].size(), 2U);
    EXPECT_GT(forecast["observed"]["lagRecords"], 2500);
    EXPECT_NEAR(forecast["loads"][0]["factor"], 1, 0.05);
    EXPECT_EQ(forecast["loads"][0]["by"], "its arrivals");
    const json& first = forecast["alternatives"][0];
    const json& second = forecast["alternatives"][1];
    EXPECT_EQ(second["name"], "--scale audit=4");
    EXPECT_EQ(second["flow"]["effectAfterSeconds"], 3);
    const double truth = reallyDrained(asItWas, first["flow"]["steadyLag"]);
    const double truthScaled = reallyDrained(scaled, second["flow"]["steadyLag"]);
    expectRight(first, truth);
    expectRight(second, truthScaled);
    // The flow balance knows neither chance nor the rebalance.
    EXPECT_NEAR(first["flow"]["drainedSeconds"], truth, truth / 4);
    EXPECT_LT(second["flow"]["drainedSeconds"], truthScaled);
    EXPECT_GT(second["flow"]["drainedSeconds"], truthScaled / 2);
}

TEST(Forecast, AnswersAtOnceByFlowBalance) {
    const std::string recording = recorded("quick.headroom");
    const auto began = std::chrono::steady_clock::now();
    const Outcome outcome = run({program, "forecast", recording, "--at", "30s", "--quick", "--scale", "audit=4"});
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_NE(outcome.output.find("Group audit (the furthest behind in time) at 30.0 s of " + recording), std::string::npos)
        << outcome.output;
    EXPECT_EQ(outcome.output.find("was under way"), std::string::npos);  // it is over at that very instant
    EXPECT_EQ(outcome.output.find("By simulation"), std::string::npos);
}

TEST(Forecast, SaysWhatIsWrongWithItsInput) {
    const std::string recording = recorded("asked.headroom");
    const auto refused = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {program, "forecast", recording, "--quick"});
        const Outcome outcome = run(options);
        EXPECT_EQ(outcome.status, 2);
        EXPECT_EQ(outcome.output, "");
        return outcome.error;
    };
    EXPECT_EQ(refused({"--group", "audti"}),
              "--group: error: the recording's scenario has no group 'audti'; did you mean 'audit'?\n");
    EXPECT_EQ(refused({"--at", "3h"}), "--at: error: the recording ends at 01:40\n");
    EXPECT_EQ(refused({"--at", "soon"}), "--at: error: 'soon' is not a time; write 200ms, 1.5s, 20m, 2h or 7d\n");
    EXPECT_EQ(refused({"--scale", "audit"}),
              "--scale audit: error: it is SERVICE=N, with a whole number of replicas up to 100,000\n");
    EXPECT_EQ(refused({"--partitions", "orders=2"}),
              "--partitions orders=2: error: orders has 4 partitions, and Kafka takes none away\n");
    EXPECT_EQ(refused({"--kill", "broker/main/7"}),
              "--kill broker/main/7: error: there is no broker 7 of 'main'; it has 0 to 2\n");
    EXPECT_EQ(refused({"--set", "services.audit.replicas=many"}),
              "--set services.audit.replicas=many: error: 'many' is not a number; write 24 or 50k\n");
    const Outcome noRecording = run({program, "forecast", behind});
    EXPECT_EQ(noRecording.status, 2);
    EXPECT_EQ(noRecording.error, "headroom: " + behind + ": not a recording\n");
}

/// Two looks of a live session: the group's lag is known at the first only, its age at neither.
std::string liveSession(const std::string& name, bool hasScenario) {
    const std::string path = freshPath(name);
    const auto writer = trace::RecordingWriter::create(path, {});
    trace::Header header;
    header.runtime = "live";
    header.scenario = "behind";
    header.scenarioPath = behind;
    std::stringstream text;
    text << std::ifstream(behind).rdbuf();
    if (hasScenario) header.scenarioText = text.str();
    header.settings = {{"--kafka", "localhost:9092"}};
    trace::TraceSink& sink = *writer.value();
    sink.begin(header);
    const trace::ElementIndex group{0};
    const trace::ElementIndex topic{1};
    sink.declare(trace::Element{group, "group/audit", "group", "audit", ""});
    sink.declare(trace::Element{topic, "topic/orders", "topic", "orders", ""});
    sink.declare(trace::Series{trace::SeriesIndex{0}, group, "consumerLag", "records", trace::SeriesKind::Gauge});
    sink.declare(trace::Series{trace::SeriesIndex{1}, group, "timeLag", "s", trace::SeriesKind::Gauge});
    sink.declare(trace::Series{trace::SeriesIndex{2}, group, "members", "1", trace::SeriesKind::Gauge});
    sink.declare(trace::Series{trace::SeriesIndex{3}, topic, "appended", "records", trace::SeriesKind::Counter});
    for (int i = 0; i < 3; ++i) {
        trace::Frame frame;
        frame.number = static_cast<std::uint64_t>(i);
        frame.time = model::Instant{i * 10'000'000'000};
        frame.values = {{trace::SeriesIndex{0}, i < 2 ? 4000 : NAN}, {trace::SeriesIndex{1}, NAN}, {trace::SeriesIndex{2}, 3}};
        frame.values.emplace_back(trace::SeriesIndex{3}, 1000.0 * i);
        sink.frame(frame);
    }
    sink.end({"completed", model::Instant{20'000'000'000}, 0, 0, 0, 0});
    return path;
}

TEST(Forecast, OfALiveSessionTellsWhatItTakesForGranted) {
    const std::string recording = liveSession("live.headroom", true);
    const json forecast = forecastOf(recording, {"--at", "10s", "--quick"});
    EXPECT_EQ(forecast["observed"]["lagRecords"], 4000);
    EXPECT_TRUE(forecast["observed"]["timeLagSeconds"].is_null());
    // 100 a second were appended; the scenario says 200.
    EXPECT_NEAR(forecast["loads"][0]["factor"], 0.5, 1e-9);
    const json& flow = forecast["alternatives"][0]["flow"];
    EXPECT_EQ(flow["breach"], "unknown");
    // Three consumers are three pods: one of them still has two partitions, half of all.
    EXPECT_EQ(flow["limitedBy"], "3 threads");
    EXPECT_NEAR(flow["drainedSeconds"], 3900.0 / (333.3 - 100), 0.5);
    const std::string granted = forecast["takenForGranted"].dump();
    EXPECT_NE(granted.find("the time lag of group audit on orders isn't known; taken for its lag"), std::string::npos) << granted;
    EXPECT_NE(granted.find("the load stays what it was in the last minute"), std::string::npos) << granted;
}

TEST(Forecast, NeedsALagAndAScenario) {
    const std::string recording = liveSession("unknown.headroom", true);
    const Outcome unknown = run({program, "forecast", recording});
    EXPECT_EQ(unknown.status, 2);
    EXPECT_EQ(unknown.error, recording + ": error: no group's lag is known at 20.0 s; --at chooses another instant\n");
    const Outcome asked = run({program, "forecast", recording, "--group", "audit"});
    EXPECT_EQ(asked.status, 2);
    EXPECT_EQ(asked.error, recording + ": error: the lag of group 'audit' isn't known at 20.0 s; --at chooses another instant\n");
    const std::string bare = liveSession("bare.headroom", false);
    const Outcome without = run({program, "forecast", bare});
    EXPECT_EQ(without.status, 2);
    EXPECT_EQ(without.error, bare +
                                 ": error: it holds no scenario, which says what a record costs; record with 'headroom live "
                                 "SCENARIO', --discover draws a first one\n");
}

}  // namespace
}  // namespace headroom
