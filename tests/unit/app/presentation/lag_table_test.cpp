#include "app/presentation/lag_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/presentation/lag_text.h"

namespace headroom::presentation {
namespace {

using testing::HasSubstr;

/// Two groups of orders, two partitions each; one group more that has no share in anything.
class LagTableTest : public testing::Test {
protected:
    LagTableTest() {
        for (const char* group : {"audit", "team/billing", "silent"}) element("group", group, "cluster/k");
        for (const char* group : {"audit", "team/billing"})
            for (const char* partition : {"0", "1"}) {
                element("partitionOfGroup", std::string(group) + "/orders/" + partition, std::string("group/") + group);
                m_table.declare(
                    trace::Series{{m_series++}, {m_elements - 1}, "consumerLag", "records", trace::SeriesKind::Gauge});
            }
        for (std::uint32_t i = 0; i < 4; ++i)
            m_table.declare(trace::Series{{m_series++}, {3 + i}, "timeLag", "s", trace::SeriesKind::Gauge});
    }

    void element(const std::string& kind, const std::string& name, const std::string& parent) {
        m_table.declare(trace::Element{{m_elements++}, kind + "/" + name, kind, name, parent});
    }
    void tell(const std::string& kind, const std::string& element, const std::string& result) {
        trace::Event event;
        event.kind = kind;
        event.element = element;
        event.reason.result = result;
        m_table.event(event);
    }
    /// One more second; the lags of audit's two partitions and billing's two, then their time lags.
    void frame(const std::vector<double>& lags) {
        trace::Frame next;
        next.number = m_number++;
        next.time = trace::Instant{} + model::Duration::seconds(static_cast<std::int64_t>(m_number));
        for (std::uint32_t i = 0; i < lags.size(); ++i) next.values.emplace_back(trace::SeriesIndex{i}, lags[i]);
        m_table.frame(next);
    }

    LagTable m_table;
    std::uint32_t m_elements = 0;
    std::uint32_t m_series = 0;
    std::uint64_t m_number = 0;
};

const double unknown = std::nan("");

TEST_F(LagTableTest, AddsUpPartitionsAndSortsByLag) {
    frame({10, 20, 100, 200});
    const std::vector<LagRow> rows = m_table.rows(10);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].group, "team/billing");
    EXPECT_EQ(rows[0].topic, "orders");
    EXPECT_EQ(rows[0].lag, 300);
    EXPECT_EQ(rows[1].lag, 30);
    EXPECT_EQ(rows[2].group, "silent");
    EXPECT_TRUE(std::isnan(rows[2].lag));
    EXPECT_EQ(m_table.size(), 3U);
    EXPECT_EQ(m_table.rows(1).size(), 1U);
}

TEST_F(LagTableTest, SortsByTheTimeOfTheLongestWaiting) {
    frame({10, 20, 100, 200, 5, 90, 30, 0.5});
    std::vector<LagRow> rows = m_table.rows(10);
    EXPECT_EQ(rows[0].group, "audit");
    EXPECT_EQ(rows[0].timeLag, 90);
    EXPECT_EQ(rows[1].timeLag, 30);
    EXPECT_THAT(lagText(m_table, 100, 10), HasSubstr("90 s"));
    frame({10, 0, 100, 200, 5, unknown, 30, unknown});
    rows = m_table.rows(10);
    EXPECT_EQ(rows[0].group, "team/billing") << "which may have waited longest of all";
    EXPECT_TRUE(std::isnan(rows[0].timeLag));
    EXPECT_EQ(rows[1].timeLag, 5) << "nothing waits in the partition it isn't known of";
}

TEST_F(LagTableTest, SaysAtLeastWhereAPartIsUnknown) {
    frame({10, unknown, unknown, unknown});
    const std::vector<LagRow> rows = m_table.rows(10);
    EXPECT_EQ(rows[0].group, "audit");
    EXPECT_TRUE(rows[0].isAtLeast);
    EXPECT_TRUE(std::isnan(rows[1].lag));
    EXPECT_THAT(lagText(m_table, 100, 10), HasSubstr("≥ 10"));
}

TEST_F(LagTableTest, SeesATrendAfterFiveFrames) {
    for (int i = 0; i < 5; ++i) frame({100.0 - 10 * i, 0, 50.0 + 5 * i, 0});
    const std::vector<LagRow> rows = m_table.rows(10);
    EXPECT_EQ(trendText(rows[0].outlook), "growing 5 /s");
    EXPECT_EQ(drainText(rows[0].outlook), "never");
    EXPECT_EQ(trendText(rows[1].outlook), "recovering 10 /s");
    EXPECT_EQ(drainText(rows[1].outlook), "6 s");
}

TEST_F(LagTableTest, TakesAPartitionThatBecomesKnownForNoTrend) {
    for (int i = 0; i < 8; ++i) frame({i < 4 ? unknown : 1000, 5, 0, 0});
    EXPECT_EQ(trendText(m_table.rows(10)[0].outlook), "–") << "four samples since";
}

TEST_F(LagTableTest, ForgetsATrendOlderThanAMinute) {
    for (int i = 0; i < 20; ++i) frame({1.0 * i, 0, 0, 0});
    for (int i = 0; i < 70; ++i) frame({20, 0, 0, 0});
    EXPECT_EQ(trendText(m_table.rows(10)[0].outlook), "steady");
}

TEST_F(LagTableTest, ShowsWhatGroupsDoAndWhatIsWrong) {
    frame({10, 20, 100, 200});
    tell("group.state", "group/team/billing", "active, 3 members");
    tell("observer.problem", "cluster/k", "topic secrets: refused");
    tell("observer.failed", "cluster/k", "nobody there");
    std::string text = lagText(m_table, 100, 1);
    EXPECT_THAT(text, HasSubstr("active, 3 members"));
    EXPECT_THAT(text, HasSubstr("… and 2 more"));
    EXPECT_THAT(text, HasSubstr("! topic secrets: refused"));
    EXPECT_THAT(text, HasSubstr("! nobody there"));
    tell("observer.solved", "cluster/k", "topic secrets: refused");
    tell("observer.connected", "source/other", "connected");
    EXPECT_THAT(lagText(m_table, 100, 1), HasSubstr("! nobody there")) << "another observer sees something";
    tell("observer.connected", "cluster/k", "connected");
    text = lagText(m_table, 100, 1);
    EXPECT_THAT(text, testing::Not(HasSubstr("!")));
}

TEST_F(LagTableTest, ShowsEverythingAsUnknownAgainOnceItIs) {
    frame({10, 20, 100, 200});
    frame({unknown, unknown, unknown, unknown});
    const std::string text = lagText(m_table, 100, 10);
    EXPECT_THAT(text, testing::Not(HasSubstr("300")));
    EXPECT_THAT(text, testing::ContainsRegex("audit +orders +– "));
}

TEST_F(LagTableTest, ShowsHowTheScenarioDiffers) {
    const auto drift = [this](const char* kind, const char* rule, const std::string& result) {
        trace::Event event;
        event.kind = kind;
        event.reason.rule = rule;
        event.reason.result = result;
        m_table.event(event);
    };
    EXPECT_EQ(driftText(m_table.drift()), "");
    drift("drift.found", "drift.onlyInScenario", "topic refunds");
    for (int i = 0; i < 10; ++i) drift("drift.found", "drift.onlyInCluster", "group g" + std::to_string(i));
    drift("drift.found", "drift.differs", "orders: partitions 24 in the scenario, 12 in the cluster");
    frame({10, 20, 100, 200});
    EXPECT_EQ(driftText(m_table.drift()),
              "Drift from the scenario. Only in the scenario: topic refunds. Only in the cluster: group g0, group g1, group g2, "
              "group g3, group g4, group g5, group g6, group g7 and 2 more. orders: partitions 24 in the scenario, 12 in the "
              "cluster.");
    EXPECT_THAT(lagText(m_table, 200, 10), HasSubstr("\nDrift from the scenario. Only in"));
    drift("drift.gone", "drift.onlyInScenario", "topic refunds");
    EXPECT_THAT(driftText(m_table.drift()), testing::Not(HasSubstr("refunds")));
}

TEST_F(LagTableTest, ShowsWhatTimeIsLeftBeforeRecordsAreDeleted) {
    for (std::uint32_t i = 0; i < 4; ++i)
        m_table.declare(trace::Series{{m_series++}, {3 + i}, "retentionLeft", "s", trace::SeriesKind::Gauge});
    const double forever = std::numeric_limits<double>::infinity();
    frame({10, 20, 100, 200, 5, 5, 3, 3, 90, 60, 50, unknown});
    std::vector<LagRow> rows = m_table.rows(10);
    EXPECT_EQ(rows[0].group, "audit");
    EXPECT_EQ(rows[0].retentionLeft, 60) << "the least of its partitions";
    EXPECT_TRUE(std::isnan(rows[1].retentionLeft)) << "the one that isn't known may be the least";
    EXPECT_THAT(lagText(m_table, 120, 10), HasSubstr("retention left"));
    frame({10, 20, 100, 200, 5, 5, 3, 3, forever, forever, 50, 60});
    EXPECT_THAT(lagText(m_table, 120, 10), HasSubstr("for ever"));
}

TEST_F(LagTableTest, KnowsNoRetentionOfATraceWithout) {
    frame({10, 20, 100, 200});
    EXPECT_TRUE(std::isnan(m_table.rows(10)[0].retentionLeft));
    EXPECT_THAT(lagText(m_table, 120, 10), testing::Not(HasSubstr("retention left")));
}

TEST_F(LagTableTest, WarnsOfAGroupOnCourseToLoseRecordsUntilItIsNot) {
    trace::Event event;
    event.kind = event.reason.rule = "retention.breach";
    event.element = "group/audit";
    event.reason.inputs = {{"topic", std::string("orders"), ""}};
    event.summary = "retention breach in about 3 h";
    m_table.event(event);
    event.summary = "retention breach in about 2 h";
    m_table.event(event);
    EXPECT_EQ(m_table.warnings(), std::vector<std::string>{"retention breach in about 2 h"});
    EXPECT_THAT(lagText(m_table, 100, 10), HasSubstr("! retention breach in about 2 h"));
    event.kind = "retention.safe";
    m_table.event(event);
    EXPECT_TRUE(m_table.warnings().empty());
}

TEST(LagTable, SaysWhichClusterAScenarioIsLaidOver) {
    LagTable table;
    trace::Header header;
    header.scenario = "orders";
    header.scenarioText = "scenario: orders\n";
    header.settings["--kafka"] = "b:9092";
    table.begin(header);
    EXPECT_EQ(table.title(), "orders, live b:9092");
}

TEST(LagTable, SaysThatThereAreNoGroups) {
    EXPECT_EQ(lagText(LagTable(), 80, 10), "no consumer groups\n");
}

}  // namespace
}  // namespace headroom::presentation
