#include "app/engine/pace.h"

#include <gtest/gtest.h>

namespace headroom::engine {
namespace {

using std::chrono::milliseconds;

TEST(Pace, WaitsForTheWallClockToCatchUp) {
    const Pace::Clock::time_point start{};
    Pace pace;
    EXPECT_EQ(pace.waitMilliseconds({5'000'000'000}, start), 0) << "as fast as possible";
    pace.set(2, {1'000'000'000}, start);
    EXPECT_EQ(pace.waitMilliseconds({5'000'000'000}, start), 2000);
    EXPECT_EQ(pace.waitMilliseconds({5'000'000'000}, start + milliseconds(1500)), 500);
    EXPECT_EQ(pace.waitMilliseconds({5'000'000'000}, start + milliseconds(2500)), 0);
}

TEST(Pace, ForgetsAPause) {
    const Pace::Clock::time_point start{};
    Pace pace;
    pace.set(1, {}, start);
    pace.restart({10'000'000'000}, start + milliseconds(60'000));
    EXPECT_EQ(pace.waitMilliseconds({11'000'000'000}, start + milliseconds(60'000)), 1000);
}

}  // namespace
}  // namespace headroom::engine
