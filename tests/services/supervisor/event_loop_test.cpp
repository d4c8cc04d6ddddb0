#include "services/supervisor/event_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

namespace headroom::services {
namespace {

using model::Duration;
using model::Instant;
using testing::ElementsAre;

constexpr double fast = 1e6;

TEST(EventLoop, CallsInTheOrderOfTimesAndThenOfSetting) {
    EventLoop loop(fast);
    std::vector<std::string> calls;
    const Instant now = loop.now();
    loop.at(now + Duration::seconds(30), [&] {
        calls.emplace_back("late");
        loop.quit();
    });
    loop.at(now + Duration::seconds(20), [&] { calls.emplace_back("first"); });
    loop.at(now + Duration::seconds(20), [&] { calls.emplace_back("second"); });
    loop.run();
    EXPECT_THAT(calls, ElementsAre("first", "second", "late"));
    EXPECT_GE(loop.now(), now + Duration::seconds(30));
}

TEST(EventLoop, CallsNobodyWhoIsCancelled) {
    EventLoop loop(fast);
    std::vector<std::string> calls;
    // Of one instant: while these lines are written down, so fast a clock may go on by ten seconds.
    const Instant now = loop.now();
    const EventLoop::Timer other = loop.at(now + Duration::seconds(20), [&] { calls.emplace_back("cancelled"); });
    loop.at(now + Duration::seconds(10), [&] { loop.cancel(other); });
    loop.at(now + Duration::seconds(30), [&] { loop.quit(); });
    loop.cancel(0);
    loop.run();
    EXPECT_THAT(calls, ElementsAre());
}

TEST(EventLoop, LooksAtDescriptorsBetweenTimers) {
    EventLoop loop;
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    int calls = 0;
    // A timer that is due again at once would leave nothing else a chance.
    std::function<void()> again = [&] { loop.after({}, again); };
    again();
    loop.watch(ends[0], POLLIN, [&](short events) {
        EXPECT_TRUE(events & POLLIN);
        if (++calls == 2) loop.forget(ends[0]), loop.quit();
    });
    loop.run();
    EXPECT_EQ(calls, 2);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace headroom::services
