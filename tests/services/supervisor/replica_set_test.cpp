#include "services/supervisor/replica_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::services {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool always(const std::string&) {
    return true;
}

TEST(ReplicaSet, NumbersItsPods) {
    ReplicaSet set("front");
    const auto change = set.scale(3, always);
    EXPECT_THAT(change.created, ElementsAre("front-1", "front-2", "front-3"));
    EXPECT_THAT(change.removed, IsEmpty());
    EXPECT_EQ(set.wanted(), 3);
}

TEST(ReplicaSet, EndsWhatIsNotReadyAndThenTheYoungest) {
    ReplicaSet set("front");
    set.scale(4, always);
    const auto change = set.scale(2, [](const std::string& pod) { return pod != "front-2"; });
    EXPECT_THAT(change.removed, ElementsAre("front-2", "front-4"));
    EXPECT_THAT(set.pods(), ElementsAre("front-1", "front-3"));
}

TEST(ReplicaSet, GivesNoNumberTwice) {
    ReplicaSet set("front");
    set.scale(2, always);
    const auto change = set.remove("front-1");
    EXPECT_THAT(change.removed, ElementsAre("front-1"));
    EXPECT_THAT(change.created, ElementsAre("front-3"));
    set.scale(0, always);
    EXPECT_THAT(set.scale(1, always).created, ElementsAre("front-4"));
}

TEST(ReplicaSet, LosesOnlyWhatItHas) {
    ReplicaSet set("front");
    set.scale(1, always);
    const auto change = set.remove("front-7");
    EXPECT_THAT(change.created, IsEmpty());
    EXPECT_THAT(set.pods(), ElementsAre("front-1"));
    EXPECT_THAT(set.scale(-1, always).removed, ElementsAre("front-1"));
    EXPECT_EQ(set.wanted(), 0);
}

}  // namespace
}  // namespace headroom::services
