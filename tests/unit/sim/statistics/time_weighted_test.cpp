#include "sim/statistics/time_weighted.h"

#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

TEST(TimeWeighted, AveragesByTime) {
    TimeWeighted value(1);
    value.set({1'000'000'000}, 3);
    value.add({2'000'000'000}, -3);
    EXPECT_DOUBLE_EQ(value.area({4'000'000'000}), 4);
    EXPECT_DOUBLE_EQ(value.mean({4'000'000'000}), 1);
    EXPECT_EQ(value.max(), 3);
    value.restart({4'000'000'000});
    value.set({5'000'000'000}, 2);
    EXPECT_DOUBLE_EQ(value.mean({6'000'000'000}), 1);
    EXPECT_EQ(value.max(), 2);
}

TEST(TimeWeighted, IsThePresentValueWhenNoTimeHasPassed) {
    EXPECT_EQ(TimeWeighted(7, {5}).mean({5}), 7);
}

TEST(Utilisation, FollowsBusyAndCapacity) {
    Utilisation utilisation(2);
    utilisation.setBusy({0}, 1);
    utilisation.setCapacity({1'000'000'000}, 4);
    EXPECT_DOUBLE_EQ(utilisation.mean({2'000'000'000}), 2.0 / 6);
    EXPECT_EQ(Utilisation(0).mean({10}), 0);
}

}  // namespace
}  // namespace headroom::sim
