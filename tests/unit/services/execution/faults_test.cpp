#include "services/execution/faults.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace headroom::services {
namespace {

using nlohmann::json;

TEST(Faults, HoldFromTheirBeginningToTheirEnd) {
    Faults faults;
    EXPECT_EQ(faults.slowness("service/a"), 1);
    EXPECT_TRUE(faults.begin(json{{"id", "1"}, {"kind", "slow"}, {"element", "service/a"}, {"factor", 3}}));
    EXPECT_TRUE(faults.begin(json{{"id", "2"}, {"kind", "slow"}, {"element", "service/a"}, {"factor", 2}}));
    EXPECT_TRUE(faults.begin(json{{"id", "3"}, {"kind", "fail"}, {"element", "store/s"}, {"probability", 0.7}}));
    EXPECT_EQ(faults.slowness("service/a"), 6);
    EXPECT_EQ(faults.slowness("service/b"), 1);
    EXPECT_EQ(faults.failProbability("store/s"), 0.7);
    faults.heal("1");
    faults.heal("3");
    faults.heal("no such");
    EXPECT_EQ(faults.slowness("service/a"), 2);
    EXPECT_EQ(faults.failProbability("store/s"), 0);
}

TEST(Faults, OfAllKinds) {
    Faults faults;
    EXPECT_TRUE(faults.begin(json{{"id", "1"}, {"kind", "outage"}, {"element", "store/s"}}));
    EXPECT_TRUE(faults.begin(json{{"id", "2"}, {"kind", "partition"}, {"elements", {"service/a", "service/b"}}}));
    EXPECT_TRUE(faults.begin(json{{"id", "3"}, {"kind", "poison"}, {"topic", "t"}, {"fraction", 0.001}}));
    EXPECT_TRUE(faults.begin(json{{"id", "4"}, {"kind", "surge"}, {"client", "users"}, {"factor", 5}}));
    EXPECT_TRUE(faults.isOut("store/s"));
    EXPECT_TRUE(faults.isCutOff("service/b"));
    EXPECT_FALSE(faults.isCutOff("service/c"));
    EXPECT_EQ(faults.poisonFraction("t"), 0.001);
    EXPECT_EQ(faults.surge("users"), 5);
}

TEST(Faults, ThatMakeNoSenseChangeNothing) {
    Faults faults;
    for (const json& command :
         {json{{"kind", "slow"}, {"element", "a"}, {"factor", 2}},
          json{{"id", 1}, {"kind", "slow"}, {"element", "a"}, {"factor", 2}},
          json{{"id", "1"}, {"kind", "haunt"}, {"element", "a"}}, json{{"id", "1"}, {"kind", "slow"}, {"element", "a"}},
          json{{"id", "1"}, {"kind", "slow"}, {"element", "a"}, {"factor", "2"}},
          json{{"id", "1"}, {"kind", "slow"}, {"element", "a"}, {"factor", -2}},
          json{{"id", "1"}, {"kind", "outage"}, {"element", 5}}, json{{"id", "1"}, {"kind", "outage"}}})
        EXPECT_FALSE(faults.begin(command)) << command;
    EXPECT_EQ(faults.slowness("a"), 1);
    EXPECT_FALSE(faults.isOut("a"));
}

}  // namespace
}  // namespace headroom::services
