#include "model/rules/resilience/outcome_window.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;
using Type = OutcomeWindow::Type;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(OutcomeWindow, countWindowForgetsTheOldestCall) {
    OutcomeWindow window(Type::CountBased, 2, at(0));
    window.record(at(0), true, true);
    window.record(at(0), true, false);
    EXPECT_EQ(window.counts(at(0)), (OutcomeCounts{2, 2, 1, 1}));
    window.record(at(0), false, true);
    EXPECT_EQ(window.counts(at(1e6)), (OutcomeCounts{2, 1, 1, 0}));
}

TEST(OutcomeWindow, timeWindowIsThePartialSecondAndTheWholeOnesBefore) {
    OutcomeWindow window(Type::TimeBased, 2, at(10.9));
    window.record(at(10.9), true, false);
    EXPECT_EQ(window.counts(at(11.999)).total, 1);
    EXPECT_EQ(window.counts(at(12.0)).total, 0);
}

TEST(OutcomeWindow, timeWindowClearsWhenTimeJumps) {
    OutcomeWindow window(Type::TimeBased, 3, at(0));
    window.record(at(0.5), true, false);
    window.record(at(100), false, false);
    EXPECT_EQ(window.counts(at(100)), (OutcomeCounts{1, 0, 0, 0}));
}

TEST(OutcomeWindow, sizeZeroRecordsNothing) {
    OutcomeWindow window(Type::CountBased, 0, at(0));
    window.record(at(0), true, true);
    EXPECT_EQ(window.counts(at(0)), OutcomeCounts{});
    EXPECT_THROW(OutcomeWindow(Type::CountBased, -1, at(0)), std::logic_error);
}

RC_GTEST_PROP(OutcomeWindow, countsAreThoseOfTheCallsInTheWindow, ()) {
    const bool timed = *rc::gen::arbitrary<bool>();
    const int size = *rc::gen::inRange(1, 8);
    OutcomeWindow window(timed ? Type::TimeBased : Type::CountBased, size, at(5));
    struct Call {
        std::int64_t second;
        bool failed, slow;
    };
    std::deque<Call> calls;
    Instant now = at(5);
    for (int step = *rc::gen::inRange(1, 60); step > 0; --step) {
        now = now + Duration::milliseconds(*rc::gen::inRange(0, 2500));
        const Call call{now.ns / 1'000'000'000, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
        window.record(now, call.failed, call.slow);
        calls.push_back(call);
        OutcomeCounts expected;
        for (std::size_t index = 0; index < calls.size(); ++index) {
            const bool inside =
                timed ? calls[index].second > call.second - size : index + static_cast<std::size_t>(size) >= calls.size();
            if (!inside) continue;
            expected += {1, calls[index].failed, calls[index].slow, calls[index].failed && calls[index].slow};
        }
        RC_ASSERT(window.counts(now) == expected);
    }
}

}  // namespace
}  // namespace headroom::rules
