#include "sim/statistics/little_ledger.h"

#include <gtest/gtest.h>

#include <deque>

#include "sim/random/stream.h"

namespace headroom::sim {
namespace {

using model::Duration;
using model::Instant;

TEST(LittleLedger, BalancesAKnownPath) {
    LittleLedger ledger;
    ledger.enter({10}, 2);
    ledger.leave({30}, {10});
    ledger.enter({40});
    EXPECT_EQ(ledger.present(), 2);
    ledger.remain({100}, {10});
    ledger.remain({100}, {40});
    EXPECT_TRUE(ledger.area({100}) == 20 * 2 + 10 * 1 + 60 * 2);
    EXPECT_TRUE(ledger.balances({100}));
}

TEST(LittleLedger, SeesALossAWrongInstantAndAForgottenResidual) {
    LittleLedger lost;
    lost.enter({10}, 2);
    lost.leave({30}, {10});
    EXPECT_FALSE(lost.balances({100}));
    LittleLedger wrong;
    wrong.enter({10});
    wrong.leave({30}, {11});
    EXPECT_FALSE(wrong.balances({100}));
}

TEST(LittleLedger, IsExactWhereDoublesAreNot) {
    RandomStream random(3, "ledger");
    LittleLedger ledger;
    std::deque<Instant> present;
    Instant now{};
    for (int i = 0; i < 200'000; ++i) {
        now = now + Duration{static_cast<std::int64_t>(random.below(1'000'000'000'000))};
        if (present.empty() || random.chance(0.5)) {
            ledger.enter(now, 1000);
            present.push_back(now);
        } else {
            ledger.leave(now, present.front(), 1000);
            present.pop_front();
        }
    }
    for (const Instant entered : present) ledger.remain(now, entered, 1000);
    EXPECT_TRUE(ledger.balances(now));
    EXPECT_TRUE(ledger.area(now) > (LittleLedger::Wide{1} << 63));
}

}  // namespace
}  // namespace headroom::sim
