#include "connectors/kafka/retention_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/kafka/retention.h"

namespace headroom::connectors::kafka {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class RetentionWatchTest : public testing::Test {
protected:
    /// A look ten seconds after the last one, at a share of a topic that keeps records for `kept` seconds.
    std::vector<Finding> look(std::optional<double> age, double kept = 3600, std::int64_t start = 0) {
        m_now = m_now + model::Duration::seconds(10);
        Snapshot snapshot;
        snapshot.topics = {{"orders", {{0, 1, {1}, {1}, start, 1000}}, TopicSettings{kept, false, 1}}};
        Group group;
        group.name = "audit";
        group.partitions = {{{"orders", 0}, 70, 1000, 930, age, {}}};
        snapshot.groups = {group};
        measureRetention(snapshot);
        return m_watch.take(snapshot, m_now);
    }
    /// Looks while the oldest unread record gets older, or younger, by so many seconds a second; the last one's findings.
    std::vector<Finding> looks(int count, double age, double growth, double kept = 3600) {
        std::vector<Finding> last;
        for (int i = 0; i < count; ++i) last = look(age + growth * 10 * i, kept);
        return last;
    }

    RetentionWatch m_watch;
    trace::Instant m_now;
};

TEST_F(RetentionWatchTest, ForeseesABreachOfAGroupThatFallsBehind) {
    const std::vector<Finding> found = looks(6, 1750, 1);
    ASSERT_EQ(found.size(), 1U);
    const trace::Event& event = found[0].event;
    EXPECT_EQ(event.kind, "retention.breach");
    EXPECT_EQ(event.element, "group/audit");
    EXPECT_EQ(event.severity, "warning");
    EXPECT_THAT(event.summary, HasSubstr("retention breach in about 30 min"));
    EXPECT_THAT(event.reason.sentence, HasSubstr("1.00 s a second"));
}

TEST_F(RetentionWatchTest, CountsOnlyBySlopeAndNotByAge) {
    EXPECT_THAT(looks(6, 1800, 0.5).at(0).event.reason.result, HasSubstr("59 min"));
    EXPECT_THAT(looks(6, 3500, 0), IsEmpty()) << "close, but on its way nowhere";
    EXPECT_THAT(looks(6, 3500, -1), IsEmpty());
}

TEST_F(RetentionWatchTest, NeedsFiveLooks) {
    EXPECT_THAT(looks(4, 1800, 1), IsEmpty());
}

TEST_F(RetentionWatchTest, SaysNothingOfWhatIsFarFromIt) {
    EXPECT_THAT(looks(6, 60, 1), IsEmpty()) << "a tenth of the retention isn't used up";
    EXPECT_THAT(looks(6, 100'000, 1, 604'800), IsEmpty()) << "days are left";
}

TEST_F(RetentionWatchTest, SaysNothingWhereTheAgeIsUnknown) {
    looks(6, 1750, 1);
    EXPECT_THAT(look({}), IsEmpty());
    EXPECT_THAT(looks(6, 1e9, 1, std::numeric_limits<double>::infinity()), IsEmpty());
}

TEST_F(RetentionWatchTest, TellsTheSameUntilItHasChangedMuch) {
    const std::string first = looks(6, 1750, 1).at(0).event.reason.result;
    EXPECT_EQ(look(1810).at(0).event.reason.result, first);
    EXPECT_NE(looks(40, 2600, 1).at(0).event.reason.result, first);
}

TEST_F(RetentionWatchTest, TakesAJumpForNoGrowth) {
    looks(6, 1000, 0);
    EXPECT_THAT(looks(4, 3000, 0), IsEmpty()) << "somebody has set the group back";
    EXPECT_THAT(looks(10, 3000, 0), IsEmpty());
    EXPECT_THAT(looks(8, 3010, 1), testing::SizeIs(1));
}

TEST_F(RetentionWatchTest, SaysWhatIsLostAlready) {
    const std::vector<Finding> found = look(10, 3600, 100);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].event.kind, "retention.lost");
    EXPECT_EQ(found[0].event.severity, "error");
    EXPECT_THAT(found[0].event.summary, HasSubstr("30 or more"));
}

TEST(Roughly, IsAsExactAsAForecast) {
    EXPECT_EQ(roughly(45.4), "45 s");
    EXPECT_EQ(roughly(3000), "50 min");
    EXPECT_EQ(roughly(11'000), "3 h");
}

}  // namespace
}  // namespace headroom::connectors::kafka
