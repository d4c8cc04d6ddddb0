#include "app/validation/live_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/validation/live_figures.h"
#include "model/scenario/reader.h"

namespace headroom::validation {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string contentOf(const std::string& path) {
    std::ifstream file(std::string(HEADROOM_ROOT) + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

LivePlan committedPlan() {
    const auto read = LivePlan::read(contentOf("/scenarios/validation/live-queue.plan"), "live-queue.plan");
    return std::get<LivePlan>(read);
}

Compared compared(std::optional<double> predicted, std::vector<double> measured) {
    return {"mean latency", "s", 10, predicted, std::move(measured)};
}

TEST(LivePlan, OfTheRepositoryIsWhole) {
    const LivePlan plan = committedPlan();
    EXPECT_EQ(plan.group(), "worker");
    EXPECT_EQ(plan.number("saturation_band"), 5);
    EXPECT_EQ(plan.number("mean_band"), 10);
    EXPECT_EQ(plan.number("p99_band"), 20);
    EXPECT_EQ(plan.number("drain_band"), 15);
    EXPECT_EQ(plan.number("runs"), 5);
}

TEST(LivePlan, HasWindowsOfFiftyRelaxationTimes) {
    const LivePlan plan = committedPlan();
    for (const std::string stage : {"calibration", "low", "high"}) {
        const double idle = 1 - plan.number(stage + "_share");
        EXPECT_GE(plan.number(stage + "_seconds"), 50 * 2 * 1.16 * 0.025 / (idle * idle)) << stage;
    }
}

TEST(LivePlan, IsOfAScenarioThatCanBeRead) {
    for (const char* variant : {"", "overload", "pod-failure"}) {
        model::ReadOptions options;
        options.variant = variant;
        const auto read = model::readScenario(std::string(HEADROOM_ROOT) + "/" + committedPlan().scenario(), options);
        EXPECT_TRUE(read.scenario) << variant;
        EXPECT_TRUE(read.diagnostics.empty()) << variant;
    }
}

TEST(LivePlan, SaysWhereItIsWrong) {
    const auto wrong = LivePlan::read("scenario=a.yaml\ngroup=b # it\nruns=many\n", "a.plan");
    ASSERT_TRUE(std::holds_alternative<std::string>(wrong));
    EXPECT_THAT(std::get<std::string>(wrong), HasSubstr("a.plan:3: error: 'runs=many'"));
    EXPECT_THAT(std::get<std::string>(LivePlan::read("group=b\n", "a.plan")), HasSubstr("doesn't say scenario"));
}

TEST(Compared, IsByTheMedian) {
    EXPECT_DOUBLE_EQ(*compared(0.1, {0.12, 0.09, 0.11}).median(), 0.11);
    EXPECT_DOUBLE_EQ(*compared(0.1, {0.12, 0.09}).median(), 0.105);
    EXPECT_NEAR(*compared(0.1, {0.12, 0.09, 0.11}).difference(), 0.1, 1e-12);
    EXPECT_FALSE(compared(0.1, {}).median());
    EXPECT_FALSE(compared({}, {0.1}).difference());
}

TEST(LiveSection, TellsWhatIsInsideItsBandAndWhatIsNot) {
    const std::string text =
        liveSection(committedPlan(), {compared(0.1, {0.105, 0.104, 0.12}), compared(0.1, {0.12})}, "a table\n", 2);
    EXPECT_THAT(text, HasSubstr("| mean latency | 100 ms | 105 ms | 104 ms … 120 ms (3 runs) | +5.0 % | ± 10 % | yes |"));
    EXPECT_THAT(text, HasSubstr("| 120 ms … 120 ms (1 run) | +20.0 % | ± 10 % | **no** |"));
    EXPECT_THAT(text, HasSubstr("```\na table\n```"));
}

TEST(LiveSection, HasNoFigureForWhatNobodyMeasured) {
    const std::string text = liveSection(committedPlan(), {compared(0.1, {}), compared({}, {0.1})}, "", 2);
    EXPECT_THAT(text, HasSubstr("| mean latency | 100 ms | not measured | | | ± 10 % | |"));
    EXPECT_THAT(text, HasSubstr("| mean latency | – | 100 ms | 100 ms … 100 ms (1 run) | | ± 10 % | |"));
    EXPECT_THAT(text, Not(HasSubstr("yes")));
}

TEST(LiveSection, TakesThePlaceOfTheOldOneAndOfNothingElse) {
    const std::string first = liveSection(committedPlan(), {compared(0.1, {0.1})}, "", 2);
    const std::string second = liveSection(committedPlan(), {compared(0.2, {0.2})}, "", 2);
    const std::string page = withLiveSection("# Page\n\ntext\n", first);
    EXPECT_EQ(page, "# Page\n\ntext\n\n" + first);
    EXPECT_EQ(liveSectionOf(page), first);
    EXPECT_EQ(withLiveSection(page + "after\n", second), "# Page\n\ntext\n\n" + second + "after\n");
    EXPECT_EQ(withLiveSection("# Page\n", ""), "# Page\n");
}

class FiguresOfATrace : public testing::Test {
protected:
    FiguresOfATrace() {
        m_trace.begin({});
        m_trace.declare(trace::Element{trace::ElementIndex{0}, "group/g", "group", "g", ""});
        m_trace.declare(
            trace::Series{trace::SeriesIndex{0}, trace::ElementIndex{0}, "processed", "records", trace::SeriesKind::Counter});
        m_trace.declare(
            trace::Series{trace::SeriesIndex{1}, trace::ElementIndex{0}, "consumerLag", "records", trace::SeriesKind::Gauge});
        m_trace.declare(
            trace::Series{trace::SeriesIndex{2}, trace::ElementIndex{0}, "endToEndLatency", "s", trace::SeriesKind::Latency});
    }
    /// Ten records a second; slow ones in the first five.
    void frames(const std::vector<double>& lags) {
        for (std::size_t i = 0; i < lags.size(); ++i) {
            trace::Frame frame;
            frame.number = i;
            frame.time = trace::Instant{static_cast<std::int64_t>(i) * 1'000'000'000};
            frame.values = {{trace::SeriesIndex{0}, 10.0 * static_cast<double>(i)}, {trace::SeriesIndex{1}, lags[i]}};
            trace::LatencySketch sketch;
            sketch.add(i <= 5 ? 900'000'000 : 100'000'000, 10);
            frame.sketches.emplace_back(trace::SeriesIndex{2}, sketch);
            m_trace.frame(frame);
        }
    }
    trace::MemoryTrace m_trace;
};

TEST_F(FiguresOfATrace, AreThoseOfTheWindow) {
    frames(std::vector<double>(21, 0));
    const GroupFigures figures = figuresOf(m_trace, "g", 5, 15);
    EXPECT_DOUBLE_EQ(figures.throughput.value_or(0), 10);
    EXPECT_NEAR(figures.mean.value_or(0), 0.1, 1e-9);
    EXPECT_NEAR(figures.p99.value_or(0), 0.1, 1e-3);
    EXPECT_FALSE(figuresOf(m_trace, "g", 5, 25).throughput) << "it ends before";
    EXPECT_FALSE(figuresOf(m_trace, "nobody", 5, 15).mean);
}

TEST_F(FiguresOfATrace, HaveADrainTimeFromTheLargestLag) {
    frames({0, 300, 0, 0, 80, 200, 400, 500, 400, 300, 61, 60, 10, 90, 0});
    EXPECT_DOUBLE_EQ(drainTimeOf(m_trace, "g", 3, 60).value_or(0), 4);
    EXPECT_FALSE(drainTimeOf(m_trace, "g", 3, 600)) << "it was never so large";
    EXPECT_FALSE(drainTimeOf(m_trace, "g", 3, -1)) << "it was never so small";
}

}  // namespace
}  // namespace headroom::validation
