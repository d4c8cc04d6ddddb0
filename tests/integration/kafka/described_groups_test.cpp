#include "tests/integration/kafka/described_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace headroom::integration {
namespace {

// As Kafka 3.9.1 printed it.
const std::string twoGroups = R"(
GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID                                       HOST            CLIENT-ID
busy            orders          1          -               4               -               member-1                                          /127.0.0.1      member
busy            orders          0          3               10              7               member-1                                          /127.0.0.1      member
busy            -               -          -               -               -               member-2                                          /127.0.0.1      member

Consumer group 'idle' has no active members.

GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
idle            orders          0          10              10              0               -               -               -
)";

TEST(DescribedGroups, AreReadRowByRow) {
    EXPECT_THAT(readDescribedPartitions(twoGroups),
                testing::ElementsAre(DescribedPartition{"busy", "orders", 1, {}, 4, {}, "member-1"},
                                     DescribedPartition{"busy", "orders", 0, 3, 10, 7, "member-1"},
                                     DescribedPartition{"idle", "orders", 0, 10, 10, 0, ""}));
}

TEST(DescribedGroups, OfNobodyAreNone) {
    EXPECT_THAT(readDescribedPartitions(""), testing::IsEmpty());
}

TEST(DescribedGroups, RefuseWhatIsNoRow) {
    EXPECT_THROW(readDescribedPartitions("GROUP TOPIC\nbusy orders 0 3"), std::runtime_error);
    EXPECT_THROW(readDescribedPartitions("GROUP TOPIC\nbusy orders 0 three 10 7 - - -"), std::runtime_error);
}

TEST(DescribedGroups, HaveAState) {
    const std::string output = R"(
GROUP                     COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE           #MEMBERS
busy                      127.0.0.1:41092  (2)      range                Stable          2
idle                      127.0.0.1:41092  (1)                           Empty           0
)";
    EXPECT_EQ(readDescribedState(output, "busy").state, "Stable");
    EXPECT_EQ(readDescribedState(output, "busy").coordinator, 2);
    EXPECT_EQ(readDescribedState(output, "idle").state, "Empty");
    EXPECT_THROW(readDescribedState(output, "nobody"), std::runtime_error);
}

}  // namespace
}  // namespace headroom::integration
