// headroom calibrate as a process, on recordings of live sessions made by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "model/trace/recording_writer.h"
#include "tests/golden/cli/program.h"
#include "tests/unit/model/calibration/synthetic_times.h"

namespace headroom {
namespace {

using model::Distribution;
using testing::HasSubstr;

const std::string program = HEADROOM_PROGRAM;

const std::string shop = R"(scenario: shop   # ours
clients:
  users: {load: poisson(100/s), journey: [{call: order.create}]}
services:
  order:
    operations:
      create:
        - cpu: 1ms   # by the vendor
        - wait: guess(1ms..9ms)
variants:
  fast: {set: {"services.order.operations.create[0].cpu": 10us}}
)";

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What a live session over the shop may have seen in a minute.
class Session {
public:
    explicit Session(const std::string& name, const std::string& runtime = "live") : m_path(freshPath(name)) {
        m_header.runtime = runtime;
        m_header.scenario = "shop";
        m_header.scenarioPath = std::filesystem::path(m_path).parent_path() / "shop.yaml";
        m_header.scenarioText = shop;
    }
    trace::Header& header() { return m_header; }
    Session& step(const std::string& path, const Distribution& times) {
        m_steps.emplace_back("step/" + path, times);
        return *this;
    }
    std::string recorded() {
        auto writer = trace::RecordingWriter::create(m_path, {});
        trace::TraceSink& sink = *writer.value();
        sink.begin(m_header);
        trace::Event bounds;
        bounds.kind = "metrics.buckets";
        for (const double bound : calibration::serviceBounds()) bounds.reason.inputs.push_back({"bound", bound, "s"});
        sink.event(bounds);
        for (std::uint32_t i = 0; i < m_steps.size(); ++i) {
            sink.declare(trace::Element{trace::ElementIndex{i}, m_steps[i].first, "step", m_steps[i].first.substr(5), ""});
            sink.declare(trace::Series{trace::SeriesIndex{i}, trace::ElementIndex{i}, "time", "s", trace::SeriesKind::Latency});
        }
        calibration::Chance chance(3);
        for (int i = 0; i <= 60; ++i) {
            trace::Frame frame;
            frame.number = static_cast<std::uint64_t>(i);
            frame.time = trace::Instant{i * 1'000'000'000LL};
            for (std::uint32_t s = 0; s < m_steps.size() && i > 0; ++s) {
                trace::LatencySketch sketch;
                for (int n = 0; n < 40; ++n) sketch.add(std::llround(m_steps[s].second.quantile(chance.next()) * 1e9));
                frame.sketches.emplace_back(trace::SeriesIndex{s}, sketch);
            }
            sink.frame(frame);
        }
        sink.end({"stopped", trace::Instant{60'000'000'000}, 0, 60, 0, 0});
        return m_path;
    }

private:
    std::string m_path;
    trace::Header m_header;
    std::vector<std::pair<std::string, Distribution>> m_steps;
};

const std::string cpu = "services.order.operations.create[0].cpu";
const std::string wait = "services.order.operations.create[1].wait";

TEST(Calibrate, WritesTheScenarioWithWhatWasMeasured) {
    const std::string recording = Session("shop.headroom")
                                      .step(cpu, Distribution::exponential(0.002))
                                      .step(wait, {Distribution::Kind::Lognormal, 0.02, 0.4, {}})
                                      .recorded();
    const std::string out = freshPath("calibrated.yaml");
    const Outcome outcome = run({program, "calibrate", recording, "--out", out});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_EQ(outcome.error, "");
    EXPECT_THAT(outcome.output, HasSubstr("fits (p = "));
    EXPECT_THAT(outcome.output, HasSubstr("2,400"));
    EXPECT_THAT(outcome.output, HasSubstr("nobody told of its arrivals"));
    EXPECT_THAT(outcome.output, HasSubstr("Written: " + out));
    const std::string text = contentOf(out);
    EXPECT_TRUE(text.starts_with(shop.substr(0, shop.find("1ms   #")))) << "what wasn't measured stays to the byte";
    EXPECT_TRUE(text.ends_with(shop.substr(shop.find("variants:")))) << text;
    EXPECT_THAT(text, testing::ContainsRegex(
                          "cpu: measured\\(exponential\\(mean=[0-9.]+ms\\)\\)   # by the vendor; exponential, by 2,400 times "
                          "in [0-9]+-shop.headroom, p = [0-9.]+; was 1ms\n"));
    EXPECT_THAT(text, testing::ContainsRegex("wait: measured\\(lognormal\\(mean=[0-9.]+ms, cv=0.4[0-9]*\\)\\)  # lognormal, by"));
    const Outcome checked = run({program, "explain", out, cpu});
    EXPECT_EQ(checked.status, 0) << checked.error;
    EXPECT_THAT(checked.output, HasSubstr("measured(exponential("));
}

TEST(Calibrate, ReplacesAFileOnlyWhenItIsTold) {
    const std::string recording = Session("again.headroom").step(cpu, Distribution::exponential(0.002)).recorded();
    const std::string out = freshPath("mine.yaml");
    std::ofstream(out) << "mine\n";
    const Outcome refused = run({program, "calibrate", recording, "--out", out});
    EXPECT_EQ(refused.status, 2);
    EXPECT_EQ(refused.error, out + ": error: it is there already; --force replaces it, --out names another\n");
    EXPECT_EQ(contentOf(out), "mine\n");
    EXPECT_EQ(run({program, "calibrate", recording, "--out", out, "--force"}).status, 0);
    EXPECT_THAT(contentOf(out), HasSubstr("measured("));
}

TEST(Calibrate, PutsAShapeThatNoFamilyHasIntoATable) {
    const std::string recording =
        Session("odd.headroom").step(cpu, {Distribution::Kind::Empirical, 0.05, 0, {0.003, 0.003, 0.2}}).recorded();
    const std::string out = freshPath("odd.yaml");
    const Outcome outcome = run({program, "calibrate", recording, "--out", out});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr("no family fits"));
    const std::string table = std::filesystem::path(out).stem().string() + "-services-order-operations-create-0-cpu.csv";
    EXPECT_THAT(contentOf(out), HasSubstr("cpu: measured(empirical(" + table + "))"));
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(out).parent_path() / table));
    EXPECT_EQ(run({program, "explain", out}).status, 0);
}

TEST(Calibrate, SaysWhichValuesAVariantGivesOtherwise) {
    Session session("fast.headroom");
    session.header().settings = {{"--variant", "fast"}, {"--load-scale", "0.5"}};
    const std::string recording =
        session.step(cpu, Distribution::exponential(0.002)).step(wait, Distribution::exponential(0.004)).recorded();
    const Outcome outcome = run({program, "calibrate", recording, "--out", freshPath("fast.yaml")});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.error, "headroom: " + cpu + ": the recording's variant or settings give this value otherwise\n");
}

TEST(Calibrate, RefusesWhatHoldsNothingToFit) {
    const auto refused = [](Session session, const std::vector<std::string>& options = {}) {
        const std::string out = freshPath("none.yaml");
        std::vector<std::string> command{program, "calibrate", session.recorded(), "--out", out};
        command.insert(command.end(), options.begin(), options.end());
        const Outcome outcome = run(command);
        EXPECT_EQ(outcome.status, 2);
        EXPECT_EQ(outcome.output, "");
        EXPECT_FALSE(std::filesystem::exists(out));
        EXPECT_EQ(std::count(outcome.error.begin(), outcome.error.end(), '\n'), 1) << "one message: " << outcome.error;
        return outcome.error;
    };
    EXPECT_THAT(refused(Session("empty.headroom")), HasSubstr("no times of the scenario's steps and no arrivals"));
    EXPECT_THAT(refused(Session("simulated.headroom", "native")), HasSubstr("it is of a simulation"));
    Session bare("bare.headroom");
    bare.header().scenarioText.clear();
    EXPECT_THAT(refused(bare), HasSubstr("it holds no scenario to calibrate"));
    Session late("late.headroom");
    late.step(cpu, Distribution::exponential(0.002));
    EXPECT_THAT(refused(late, {"--from", "1h"}), HasSubstr("no times"));
    const Outcome noRecording = run({program, "calibrate", HEADROOM_SCENARIOS "/behind.yaml"});
    EXPECT_EQ(noRecording.status, 2);
    EXPECT_THAT(noRecording.error, HasSubstr("not a recording"));
    EXPECT_THAT(run({program, "calibrate", "x", "--from", "soon"}).error, HasSubstr("'soon' is no time"));
}

}  // namespace
}  // namespace headroom
