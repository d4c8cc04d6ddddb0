// headroom forecast as a process, against what the same simulation then really did.

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "model/trace/recording_reader.h"
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
    const json forecast = forecastOf(asItWas, {"--at", "30s", "--scale", "audit=4", "--for", "70s"});
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

}  // namespace
}  // namespace headroom
