#include "app/live/watcher.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "connectors/kafka/snapshot.h"

namespace headroom::live {
namespace {

using connectors::Error;
using connectors::kafka::Snapshot;

/// A snapshot that tells which look it is of.
using Snapshots = Watcher<Snapshot>;

Snapshots::Result numbered(int number) {
    Snapshot snapshot;
    snapshot.clusterId = std::to_string(number);
    return snapshot;
}

Snapshots::Look next(Snapshots& watcher) {
    while (true)
        if (auto look = watcher.take()) return *look;
}

TEST(Watcher, HandsOutEveryLookOnce) {
    std::atomic<int> looks = 0;
    Snapshots watcher([&](const auto&) { return numbered(++looks); }, model::Duration::milliseconds(1));
    for (int i = 1; i <= 20; ++i) {
        EXPECT_EQ(next(watcher).result.value().clusterId, std::to_string(i)) << "what a look alone has counted would be lost";
        EXPECT_LE(looks, i + 1);
    }
}

TEST(Watcher, HandsOutWhatALookHasSoFar) {
    std::promise<void> seen;
    auto isSeen = seen.get_future().share();
    Snapshots watcher(
        [&](const auto&, const std::function<void(Snapshot)>& show) {
            show(numbered(1).value());
            isSeen.wait();
            return numbered(2);
        },
        model::Duration::milliseconds(1));
    const auto part = next(watcher);
    EXPECT_TRUE(part.isPart);
    EXPECT_EQ(part.result.value().clusterId, "1");
    seen.set_value();
    auto whole = next(watcher);
    while (whole.isPart) whole = next(watcher);
    EXPECT_EQ(whole.result.value().clusterId, "2");
}

TEST(Watcher, LooksLessAndLessOftenWhileLooksFail) {
    const Error gone{Error::Kind::Unreachable, "nobody there", true};
    Snapshots watcher([&](const auto&) { return Snapshots::Result(gone); }, model::Duration::milliseconds(10));
    const auto first = next(watcher);
    EXPECT_EQ(first.result.error(), gone);
    const auto second = next(watcher).at;
    const auto third = next(watcher).at;
    EXPECT_GE(second - first.at, std::chrono::milliseconds(20));
    EXPECT_GE(third - second, std::chrono::milliseconds(40));
}

TEST(Watcher, EndsALookThatTakesLong) {
    std::promise<void> begun;
    {
        Snapshots watcher(
            [&](const std::function<bool()>& isCancelled) {
                begun.set_value();
                while (!isCancelled()) std::this_thread::yield();
                return numbered(1);
            },
            model::Duration::seconds(1));
        begun.get_future().wait();
        EXPECT_FALSE(watcher.take());
    }
    SUCCEED() << "and whoever waits for it isn't kept";
}

TEST(Watcher, EndsAtOnceBetweenLooks) {
    const auto begin = std::chrono::steady_clock::now();
    {
        Snapshots watcher([](const auto&) { return numbered(1); }, model::Duration::seconds(3600));
        next(watcher);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace headroom::live
