#include "connectors/kafka/snapshot_tracer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "connectors/kafka/lag.h"
#include "model/trace/memory_trace.h"

namespace headroom::connectors::kafka {
namespace {

/// One topic with one partition, one group.
Snapshot seen(std::int64_t end, std::optional<std::int64_t> commit) {
    Snapshot snapshot;
    snapshot.clusterId = "abc";
    snapshot.brokers = {{1, "b", 9092}};
    snapshot.topics = {{"orders", {{0, 1, {1, 2}, {1}, 0, end}}}};
    Group group;
    group.name = "audit";
    group.state = GroupState::Stable;
    group.isListed = true;
    group.members = std::vector<Member>(2);
    group.partitions = {{{"orders", 0}, commit, {}, {}, {}, {}}};
    snapshot.groups = {group};
    snapshot.hasAllGroups = true;
    measureLag(snapshot);
    return snapshot;
}

class SnapshotTracerTest : public testing::Test {
protected:
    void take(const Snapshot& snapshot) {
        m_tracer.take(snapshot, m_findings, next());
        m_live.frame(m_now);
    }
    void fail(const Error& error) {
        m_tracer.fail(error, next());
        m_live.frame(m_now);
    }
    trace::Instant next() { return m_now = m_now + model::Duration::seconds(1); }
    double last(const std::string& element, const std::string& series) {
        const trace::Series* found = m_trace.findSeries(element, series);
        return found == nullptr ? -1 : m_trace.column(found->index).back();
    }
    std::vector<std::string> events(const std::string& kind) {
        std::vector<std::string> summaries;
        for (const trace::Event& event : m_trace.events())
            if (event.kind == kind) summaries.push_back(event.summary);
        return summaries;
    }

    trace::Instant m_now;
    trace::MemoryTrace m_trace;
    std::vector<Finding> m_findings;
    LiveTrace m_live{m_trace};
    SnapshotTracer m_tracer{m_live, {.cluster = "b:9092"}};
};

TEST_F(SnapshotTracerTest, GivesTheFiguresOfASimulation) {
    take(seen(100, 70));
    EXPECT_EQ(last("partitionOfGroup/audit/orders/0", "consumerLag"), 30);
    EXPECT_EQ(last("group/audit", "consumerLag"), 30);
    EXPECT_EQ(last("group/audit", "members"), 2);
    EXPECT_EQ(last("group/audit", "stable"), 1);
    EXPECT_EQ(last("topic/orders", "retained"), 100);
    EXPECT_EQ(last("topic/orders", "underReplicatedPartitions"), 1);
    EXPECT_EQ(last("broker/1", "up"), 1);
    EXPECT_EQ(m_trace.element("partitionOfGroup/audit/orders/0").parent, "group/audit");
}

TEST_F(SnapshotTracerTest, CountsWhatComesSinceTheStart) {
    take(seen(100, 70));
    EXPECT_EQ(last("topic/orders", "appended"), 0);
    take(seen(130, 90));
    take(seen(135, 90));
    EXPECT_EQ(last("topic/orders", "appended"), 35);
    EXPECT_EQ(last("group/audit", "processed"), 20);
}

TEST_F(SnapshotTracerTest, NeverCountsBackwards) {
    take(seen(100, 70));
    take(seen(3, {}));  // created anew
    EXPECT_EQ(last("topic/orders", "appended"), 0);
    EXPECT_TRUE(std::isnan(last("group/audit", "consumerLag")));
    take(seen(8, 2));
    EXPECT_EQ(last("topic/orders", "appended"), 5);
    EXPECT_EQ(last("group/audit", "processed"), 0);
    EXPECT_EQ(last("group/audit", "consumerLag"), 6);
}

TEST_F(SnapshotTracerTest, LeavesUnknownWhatCouldNotBeSeen) {
    take(seen(100, 70));
    Snapshot blind = seen(100, 70);
    blind.topics[0].partitions[0].end.reset();
    blind.groups[0].members.reset();
    measureLag(blind);
    take(blind);
    EXPECT_TRUE(std::isnan(last("group/audit", "consumerLag")));
    EXPECT_TRUE(std::isnan(last("group/audit", "members")));
    EXPECT_TRUE(std::isnan(last("topic/orders", "retained")));
    EXPECT_EQ(last("topic/orders", "appended"), 0);
    take(seen(100, 70));
    EXPECT_EQ(last("group/audit", "consumerLag"), 30);
}

TEST_F(SnapshotTracerTest, LeavesEverythingUnknownWhileNobodyAnswers) {
    take(seen(100, 70));
    fail({Error::Kind::Unreachable, "nobody there", true});
    fail({Error::Kind::Unreachable, "nobody there", true});
    EXPECT_TRUE(std::isnan(last("group/audit", "consumerLag")));
    EXPECT_TRUE(std::isnan(last("broker/1", "up")));
    EXPECT_EQ(events("observer.failed"), std::vector<std::string>{"nobody there"}) << "told once";
    take(seen(110, 70));
    EXPECT_EQ(last("group/audit", "consumerLag"), 40);
    EXPECT_EQ(last("topic/orders", "appended"), 10);
    EXPECT_EQ(events("observer.connected").size(), 2U);
}

TEST_F(SnapshotTracerTest, TellsOfWhatChanges) {
    take(seen(100, 70));
    Snapshot changed = seen(100, 70);
    changed.topics[0].partitions[0].leader = 2;
    changed.groups.clear();
    changed.problems = {{Error::Kind::Refused, "topic secrets: refused", false}};
    take(changed);
    take(changed);
    EXPECT_EQ(events("partition.leader"), std::vector<std::string>{"orders-0 is led by broker 2"});
    EXPECT_EQ(events("group.state"), (std::vector<std::string>{"group audit: active, 2 members", "group audit: deleted"}));
    EXPECT_EQ(events("observer.problem"), std::vector<std::string>{"topic secrets: refused"});
    take(seen(100, 70));
    EXPECT_EQ(events("observer.solved").size(), 1U);
}

TEST_F(SnapshotTracerTest, TellsOfAFindingWhenItBeginsAndWhenItEnds) {
    Finding finding;
    finding.key = "a";
    finding.event.kind = "drift.found";
    finding.event.element = "topic/orders";
    finding.event.summary = "orders differs";
    finding.goneKind = "drift.gone";
    m_findings = {finding};
    take(seen(100, 70));
    take(seen(100, 70));
    EXPECT_EQ(events("drift.found"), std::vector<std::string>{"orders differs"});
    m_findings.front().event.severity = "error";
    take(seen(100, 70));
    EXPECT_EQ(events("drift.found").size(), 2U) << "it has become worse";
    m_findings.clear();
    take(seen(100, 70));
    EXPECT_EQ(events("drift.gone"), std::vector<std::string>{"no longer: orders differs"});
}

TEST(SnapshotTracer, KnowsElementsBeforeItSeesThem) {
    trace::MemoryTrace trace;
    LiveTrace live(trace);
    SnapshotTracer tracer(live, {.cluster = "main",
                                 .known = {{"broker", "main/0", "cluster/main"},
                                           {"topic", "orders", "cluster/main"},
                                           {"topic", "refunds", "cluster/main"},
                                           {"service", "audit", ""},
                                           {"group", "audit", "service/audit"}},
                                 .groupParents = {{"audit", "service/audit"}}});
    tracer.nameBrokers({{1, "main/0"}});
    tracer.take(seen(100, 70), {}, {});
    live.frame({});
    const auto last = [&](const std::string& element, const std::string& series) {
        return trace.column(trace.findSeries(element, series)->index).back();
    };
    EXPECT_EQ(trace.element("group/audit").parent, "service/audit");
    EXPECT_EQ(last("broker/main/0", "up"), 1);
    EXPECT_EQ(last("group/audit", "consumerLag"), 30);
    EXPECT_EQ(last("topic/orders", "retained"), 100);
    EXPECT_TRUE(std::isnan(last("topic/refunds", "retained")));
    EXPECT_EQ(trace.findSeries("topic/refunds", "appended"), nullptr) << "nobody counts what isn't there";
}

TEST_F(SnapshotTracerTest, KnowsAnIdleGroupAfterAMinute) {
    for (int second = 0; second <= 61; ++second) take(seen(100, 100));
    EXPECT_EQ(events("group.state").back(), "group audit: idle, 2 members");
    take(seen(101, 100));
    EXPECT_EQ(events("group.state").back(), "group audit: stalled, 2 members") << "nothing has been committed for a minute";
    take(seen(101, 101));
    EXPECT_EQ(events("group.state").back(), "group audit: active, 2 members");
}

TEST_F(SnapshotTracerTest, DoesNotTakeAGroupForDeletedThatNobodyCouldList) {
    take(seen(100, 70));
    Snapshot partial = seen(100, 70);
    partial.groups.clear();
    partial.hasAllGroups = false;
    take(partial);
    EXPECT_EQ(events("group.state").size(), 1U);
    EXPECT_TRUE(std::isnan(last("group/audit", "consumerLag")));
}

}  // namespace
}  // namespace headroom::connectors::kafka
