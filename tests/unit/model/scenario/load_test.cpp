#include "model/scenario/load.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::model {
namespace {

using Shape = LoadProfile::Piece::Shape;

const Duration second = Duration::seconds(1);

LoadProfile varied() {
    return {{{Shape::Hold, 10, 10, second, {}, {}},
             {Shape::Ramp, 10, 30, Duration::seconds(2), {}, {}},
             {Shape::Burst, 5, 50, Duration::seconds(3), second, Duration::milliseconds(200)},
             {Shape::Daily, 20, 40, Duration::infinite(), Duration::seconds(4), {}}}};
}

TEST(LoadProfile, LevelsAtAnInstant) {
    const LoadProfile profile = varied();
    EXPECT_EQ(profile.at({0}), 10);
    EXPECT_EQ(profile.at({2'000'000'000}), 20);
    EXPECT_EQ(profile.at({3'100'000'000}), 50);
    EXPECT_EQ(profile.at({3'200'000'000}), 5);
    EXPECT_EQ(profile.at({6'000'000'000}), 20);
    EXPECT_NEAR(profile.at({7'000'000'000}), 30, 1e-12);
    EXPECT_NEAR(profile.at({8'000'000'000}), 40, 1e-12);
    EXPECT_EQ(LoadProfile{}.at({5}), 0);
}

TEST(LoadProfile, CosineMatchesTheLibrary) {
    const LoadProfile daily{{{Shape::Daily, 0, 2, Duration::infinite(), Duration{1'000'003}, {}}}};
    for (std::int64_t t = 0; t < 2'000'006; t += 1237)
        EXPECT_NEAR(daily.at({t}), 1 - std::cos(2 * std::acos(-1.0) * static_cast<double>(t) / 1'000'003), 1e-13);
}

TEST(LoadProfile, TheLastPieceHoldsForEver) {
    const LoadProfile ramp{{{Shape::Ramp, 10, 30, second, {}, {}}}};
    EXPECT_EQ(ramp.at({5'000'000'000}), 30);
    EXPECT_DOUBLE_EQ(ramp.area(Duration::seconds(2)), 50);
    EXPECT_EQ(ramp.peak(), 30);
}

TEST(LoadProfile, PeakIsReached) {
    EXPECT_EQ(varied().peak(), 50);
    const LoadProfile cut{{{Shape::Daily, 0, 10, second, Duration::seconds(4), {}}, {Shape::Hold, 1, 1, second, {}, {}}}};
    EXPECT_NEAR(cut.peak(), 5, 1e-12);
}

TEST(LoadProfile, AreaIsTheIntegralOfTheLevel) {
    const LoadProfile profile = varied();
    double sum = 0;
    constexpr std::int64_t step = 1'000'000;
    for (std::int64_t t = 0; t < 17'000'000'000; t += step) {
        sum += profile.at({t + step / 2}) * 1e-3;
        ASSERT_NEAR(profile.area({t + step}), sum, 1e-3) << t;
    }
    EXPECT_DOUBLE_EQ(profile.mean(Duration::seconds(3)), (10 + 40) / 3.0);
}

}  // namespace
}  // namespace headroom::model
