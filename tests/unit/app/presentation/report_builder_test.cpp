#include "app/presentation/report_builder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/presentation/kinds.h"
#include "app/presentation/traced_scenario.h"

namespace headroom::presentation {
namespace {

using model::Instant;

Instant second(double value) {
    return {static_cast<std::int64_t>(value * 1e9)};
}

trace::Event event(double at, const std::string& kind, const std::string& element, const std::string& severity = "info") {
    trace::Event result;
    result.time = second(at);
    result.kind = kind;
    result.element = element;
    result.severity = severity;
    result.summary = kind + " of " + element;
    result.reason.rule = kind;
    return result;
}

/// A service of two cores: warm-up of 2 s, then 10 requests/s of 10 ms each for 8 s.
trace::MemoryTrace serviceTrace() {
    trace::MemoryTrace trace;
    trace::Header header;
    header.scenario = "one";
    header.warmup = model::Duration::seconds(2);
    header.duration = model::Duration::seconds(10);
    trace.begin(header);
    trace.declare({{0}, "service/a", "service", "a", ""});
    trace.declare({{0}, {0}, "completed", "requests", trace::SeriesKind::Counter});
    trace.declare({{1}, {0}, "cpuSeconds", "s", trace::SeriesKind::Gauge});
    trace.declare({{2}, {0}, "latency", "s", trace::SeriesKind::Latency});
    trace.declare({{3}, {0}, "readyReplicas", "pods", trace::SeriesKind::Gauge});
    trace.declare({{4}, {0}, "failed", "requests", trace::SeriesKind::Counter});
    for (int i = 0; i <= 10; ++i) {
        trace::Frame frame{
            static_cast<std::uint64_t>(i), second(i), {{{0}, i < 2 ? 0 : (i - 2) * 10.0}, {{1}, i < 2 ? 0 : (i - 2) * 0.1}}, {}};
        frame.values.emplace_back(trace::SeriesIndex{3}, i < 6 ? 1 : 3);
        frame.values.emplace_back(trace::SeriesIndex{4}, i == 1 ? 1 : 0);
        if (i > 2) {
            frame.sketches.emplace_back(trace::SeriesIndex{2}, trace::LatencySketch());
            frame.sketches.back().second.add(10'000'000, 10);
        }
        trace.frame(frame);
    }
    trace.end({"completed", second(10), 0xABC, 1.5, 100, 0});
    return trace;
}

model::Scenario serviceScenario() {
    model::Scenario scenario;
    model::Service service;
    service.name = "a";
    service.cores = 0.5;
    scenario.services.push_back(service);
    return scenario;
}

double value(const ElementRow& row, const std::string& metric) {
    const Metric* found = row.findMetric(metric);
    return found == nullptr ? -1 : found->value;
}

TEST(ElementRows, AreOfTheTimeAfterTheWarmUp) {
    const model::Scenario scenario = serviceScenario();
    const ElementRow row = elementRows(serviceTrace(), &scenario).at(0);
    EXPECT_DOUBLE_EQ(value(row, "throughput"), 10);
    EXPECT_EQ(row.findMetric("throughput")->unit, "requests/s");
    EXPECT_NEAR(value(row, "latencyP99"), 0.01, 0.0001);
    EXPECT_DOUBLE_EQ(value(row, "latencyMax"), 0.01);
    EXPECT_DOUBLE_EQ(value(row, "cores"), 0.1);
}

TEST(ElementRows, FindUtilisationFromTheCoresOfThePodsThereAre) {
    const model::Scenario scenario = serviceScenario();
    const ElementRow row = elementRows(serviceTrace(), &scenario).at(0);
    // Frames 3 to 5 with one pod, 6 to 10 with three: 2.25 pods of half a core.
    EXPECT_DOUBLE_EQ(value(row, "replicas"), 2.25);
    EXPECT_DOUBLE_EQ(value(row, "utilisation"), 0.1 / 1.125);
    EXPECT_DOUBLE_EQ(value(row, "replicasMin"), 1);
    EXPECT_DOUBLE_EQ(value(row, "replicasMax"), 3);
    EXPECT_EQ(elementRows(serviceTrace(), nullptr).at(0).findMetric("utilisation"), nullptr);
}

/// A group whose lag was measured once and is unknown at the end.
trace::MemoryTrace liveTrace() {
    trace::MemoryTrace trace;
    trace::Header header;
    header.scenario = "one";
    header.runtime = "live";
    trace.begin(header);
    trace.declare({{0}, "group/a", "group", "a", ""});
    trace.declare({{0}, {0}, "consumerLag", "records", trace::SeriesKind::Gauge});
    trace.frame({0, second(0), {{{0}, 5}}, {}});
    trace.frame({1, second(1), {}, {}});
    trace.frame({2, second(2), {{{0}, std::nan("")}}, {}});
    trace.end({"stopped", second(2), 0, 1, 0, 0});
    return trace;
}

TEST(ElementRows, HaveNoFigureOfWhatIsUnknownAtTheEnd) {
    const ElementRow row = elementRows(liveTrace(), nullptr).at(0);
    EXPECT_EQ(row.findMetric("lagEnd"), nullptr) << "unknown is not 0";
    EXPECT_DOUBLE_EQ(value(row, "lag"), 5);
}

TEST(Verdict, NeitherPassesNorFailsWhatNobodyMeasured) {
    model::Scenario scenario;
    model::Expectation claim;
    claim.name = "fast";
    claim.query.statistic = model::MetricQuery::Statistic::P99;
    claim.query.element = "client/users";
    claim.query.metric = "latency";
    scenario.expectations = {claim};
    const Report report = buildReport(liveTrace(), &scenario);
    ASSERT_EQ(report.expectations.size(), 1U);
    EXPECT_FALSE(report.expectations[0].isEvaluated);
    EXPECT_TRUE(report.pass);
    EXPECT_NE(report.verdict.find("Nothing was measured that an expectation is about"), std::string::npos) << report.verdict;
}

TEST(TracedScenario, IsReadWhateverALiveSessionWasTold) {
    trace::Header header;
    header.scenarioText = "scenario: one\nstores: {s: {kind: redis, servers: 1}}\n";
    header.settings = {{"--kafka", "b:9092"}, {"--group", "a"}, {"stores.s.servers", "3"}};
    const auto scenario = scenarioOf(header);
    ASSERT_TRUE(scenario);
    EXPECT_EQ(scenario->findStore("s")->servers, 3);
}

TEST(Timeline, TellsABurstOfOneKindAsOneEntry) {
    std::vector<trace::Event> events;
    for (int i = 0; i < 24; ++i)
        events.push_back(
            event(5 + i * 0.01, "partition.leader", i % 2 == 0 ? "topic/a" : "topic/b", i == 7 ? "warning" : "info"));
    events.push_back(event(5.1, "pod.ready", "pod/x"));
    events.push_back(event(9, "partition.leader", "topic/a"));
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    const auto timeline = timelineOf(events);
    ASSERT_EQ(timeline.size(), 3U);
    EXPECT_EQ(timeline[0].count, 24U);
    EXPECT_EQ(timeline[0].severity, "warning");
    EXPECT_EQ(timeline[0].sentence, "24 × partition leader on 2 elements within 230 ms; the first: partition.leader of topic/a");
    EXPECT_EQ(timeline[1].kind, "pod.ready");
    EXPECT_EQ(timeline[2].count, 1U);
}

TEST(Timeline, KeepsCommandsApart) {
    EXPECT_EQ(timelineOf({event(1, "command", ""), event(1, "command", "")}).size(), 2U);
}

std::vector<std::string> kindsOf(const std::vector<TimelineEntry>& timeline) {
    std::vector<std::string> kinds;
    for (const TimelineEntry& entry : timeline) kinds.push_back(entry.kind);
    return kinds;
}

TEST(Timeline, LeavesOutWhatTellsLeast) {
    const auto timeline = timelineOf({event(1, "hpa.limited", "service/a"), event(2, "hpa.scaled", "service/a"),
                                      event(2.1, "pod.scheduled", "pod/x"), event(3, "pod.started", "pod/x"),
                                      event(4, "pod.ready", "pod/x"), event(90, "fault.began", "broker/b", "error"),
                                      event(95, "breaker.opened", "service/a", "warning"), event(99, "fault.ended", "broker/b")});
    ASSERT_EQ(timeline.size(), 8U);
    using Kinds = std::vector<std::string>;
    EXPECT_EQ(kindsOf(mostTelling(timeline, 8)), kindsOf(timeline));
    EXPECT_EQ(kindsOf(mostTelling(timeline, 5)),
              (Kinds{"hpa.scaled", "pod.ready", "fault.began", "breaker.opened", "fault.ended"}));
    EXPECT_EQ(kindsOf(mostTelling(timeline, 4)), (Kinds{"hpa.scaled", "fault.began", "breaker.opened", "fault.ended"}));
    EXPECT_TRUE(mostTelling(timeline, 0).empty());
}

TEST(Bottleneck, IsTheBusiestElement) {
    std::vector<ElementRow> rows{{"client/u", "client", "u", "", {{"utilisation", 0.99, "%", {}}}},
                                 {"service/a", "service", "a", "", {{"utilisation", 0.5, "%", {}}}},
                                 {"store/b", "store", "b", "", {{"utilisation", 0.8, "%", {}}}}};
    const auto found = findBottleneck(rows);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->element, "store/b");
    EXPECT_NE(found->sentence.find("1.25 times"), std::string::npos);
    EXPECT_FALSE(findBottleneck({}).has_value());
    rows[1].metrics[0].value = 0.97;
    EXPECT_NE(findBottleneck(rows)->sentence.find("saturated"), std::string::npos);
}

ExpectationRow claim(const std::string& name, bool pass) {
    ExpectationRow row;
    row.claim.name = name;
    row.pass = pass;
    row.value = 2;
    row.comparison = "2s, expected at most 1s";
    return row;
}

TEST(Verdict, CountsExpectationsAndNamesTheFirstThatFails) {
    Report report;
    report.outcome = "completed";
    judge(report);
    EXPECT_EQ(report.verdict, "The scenario states no expectation.");
    EXPECT_TRUE(report.pass);
    report.expectations = {claim("first", true), claim("second", true)};
    judge(report);
    EXPECT_EQ(report.verdict, "All 2 expectations hold.");
    report.expectations.push_back(claim("third", false));
    judge(report);
    EXPECT_EQ(report.verdict, "1 of 3 expectations fails: 'third' is 2s, expected at most 1s.");
    EXPECT_FALSE(report.pass);
}

// An outbox empties as fast as its relays publish, not as fast as requests come.
TEST(Verdict, MeasuresAnOutboxByWhatIsPublished) {
    Report report;
    report.outcome = "completed";
    report.elements = {{"service/shop",
                        "service",
                        "shop",
                        "",
                        {{"throughput", 1000, "requests/s", {}},
                         {"recordsAcknowledgedRate", 100, "records/s", {}},
                         {"outboxLeft", 5000, "rows", {}}}}};
    judge(report);
    EXPECT_NE(report.verdict.find("service/shop ends with a backlog of 5000 rows"), std::string::npos) << report.verdict;
}

TEST(Verdict, SaysWhyThereIsNoValue) {
    Report report;
    report.outcome = "completed";
    report.expectations = {claim("fast", false)};
    report.expectations[0].value.reset();
    report.expectations[0].comparison = "nothing completed in the window";
    judge(report);
    EXPECT_EQ(report.verdict, "1 of 1 expectation fails: 'fast': nothing completed in the window.");
}

TEST(Verdict, NeitherPassesNorFailsWhatWasNotEvaluated) {
    Report report;
    report.outcome = "completed";
    report.expectations = {claim("first", true), claim("second", false)};
    report.expectations[1].isEvaluated = false;
    judge(report);
    EXPECT_EQ(report.verdict, "The expectation holds; 1 not evaluated, as the run is too short.");
    EXPECT_TRUE(report.pass);
    EXPECT_TRUE(report.hasJudged());
    report.expectations[0].isEvaluated = false;
    judge(report);
    EXPECT_EQ(report.verdict, "The run is too short to judge any expectation.");
    EXPECT_FALSE(report.hasJudged());
    report.expectations.push_back(claim("third", false));
    judge(report);
    EXPECT_EQ(report.verdict,
              "1 of 1 expectation fails: 'third' is 2s, expected at most 1s; 2 not evaluated, as the run is too short.");
    EXPECT_FALSE(report.pass);
}

TEST(Verdict, OfALiveSessionIsOfWhatWasMeasured) {
    Report report;
    report.runtime = "live";
    report.outcome = "stopped";
    report.simulatedSeconds = 12;
    report.expectations = {claim("first", true)};
    judge(report);
    EXPECT_TRUE(report.verdict.starts_with("Measured for 12 s: ")) << report.verdict;
    EXPECT_EQ(lengthText(report), "12 s measured live");
}

TEST(Verdict, SaysWhenTheRunIsNotFinished) {
    Report report;
    report.outcome = "interrupted";
    report.simulatedSeconds = 12;
    judge(report);
    EXPECT_TRUE(report.verdict.starts_with("Not finished (interrupted after 12 s of simulated time): ")) << report.verdict;
    report.expectations = {claim("first", true), claim("second", true)};
    judge(report);
    EXPECT_TRUE(report.verdict.ends_with(": All 2 expectations hold so far.")) << report.verdict;
    EXPECT_FALSE(report.hasVerdict());
}

}  // namespace
}  // namespace headroom::presentation
