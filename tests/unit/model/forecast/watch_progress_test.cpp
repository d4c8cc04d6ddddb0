#include "model/forecast/watch_progress.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::forecast {
namespace {

using model::Duration;

ObservedState stateWith(std::optional<double> lag) {
    ObservedState state;
    state.groups = {{"audit", {{"orders", lag, {}, {}}}, lag, {}, {}, {}}, {"mail", {{"orders", 3, {}, {}}}, 3, {}, {}, {}}};
    return state;
}

StartingPoint loadsWith(double factor, double error, ClientLoad::Basis basis = ClientLoad::Basis::Client) {
    StartingPoint start;
    start.loads = {{"users", factor, error, basis}};
    return start;
}

WatchProgress after(std::size_t frames, double seconds, const StartingPoint& start, const std::string& group = {},
                    std::optional<double> lag = 30) {
    return watchProgress(frames, Duration::fromSeconds(seconds), stateWith(lag), start, {}, group);
}

TEST(WatchProgress, IsEnoughOnceTheLoadIsKnown) {
    EXPECT_TRUE(after(5, 4, loadsWith(1, 0.05)).isEnough);
    EXPECT_FALSE(after(5, 4, loadsWith(1, 0.051)).isEnough);
    EXPECT_FALSE(after(4, 30, loadsWith(1, 0.01)).isEnough) << "four looks say nothing of their own scatter";
    EXPECT_TRUE(after(60, 60, loadsWith(1, 0.3)).isEnough) << "longer wouldn't help";
    EXPECT_FALSE(after(60, 60, loadsWith(1, 0.3)).isLoadKnown);
}

TEST(WatchProgress, WaitsForTheGroupThatIsAskedAbout) {
    EXPECT_FALSE(after(5, 4, loadsWith(1, 0.01), "audit", std::nullopt).isEnough);
    EXPECT_TRUE(after(5, 4, loadsWith(1, 0.01), "mail", std::nullopt).isEnough);
    EXPECT_TRUE(after(60, 60, loadsWith(1, 0.01), "audit", std::nullopt).isEnough);
}

TEST(WatchProgress, TakesNothingThatCameForUnknown) {
    const WatchProgress nothing = after(9, 9, loadsWith(0, 0));
    EXPECT_TRUE(std::isinf(nothing.loadError));
    EXPECT_FALSE(nothing.isEnough);
    EXPECT_NEAR(nothing.done, 9.0 / 60, 1e-9);
    // Nobody counts it, however long anybody looks; users are counted, not estimated.
    EXPECT_TRUE(after(5, 4, loadsWith(1, 0, ClientLoad::Basis::None)).isEnough);
    EXPECT_TRUE(after(5, 4, loadsWith(0, 0, ClientLoad::Basis::Users)).isEnough);
}

TEST(WatchProgress, ForeseesItsEnd) {
    // Twice as far from what is wanted takes four times as long.
    EXPECT_NEAR(after(20, 5, loadsWith(1, 0.1)).done, 0.25, 1e-9);
    EXPECT_NEAR(after(2, 5, loadsWith(1, 0.01)).done, 0.4, 1e-9);
}

TEST(WatchProgress, LastsAsLongAsItIsTold) {
    const auto told = [](std::size_t frames, double seconds) {
        return watchProgress(frames, Duration::fromSeconds(seconds), stateWith(30), loadsWith(1, 0.9), Duration::seconds(20), {});
    };
    EXPECT_FALSE(told(90, 19.9).isEnough);
    EXPECT_TRUE(told(2, 20).isEnough);
    EXPECT_FALSE(told(1, 20).isEnough) << "a rate takes two looks";
    EXPECT_NEAR(told(9, 5).done, 0.25, 1e-9);
}

}  // namespace
}  // namespace headroom::forecast
