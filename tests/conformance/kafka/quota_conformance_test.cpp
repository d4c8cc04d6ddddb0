#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <optional>

#include "model/rules/kafka/quota.h"
#include "tests/conformance/kafka/trace_file.h"

namespace headroom::rules::conformance {
namespace {

constexpr double kLimit = 100'000;

model::Instant at(const TraceLine& line) {
    return model::Instant::start() + model::Duration::milliseconds(line.integer(1));
}

TEST(QuotaConformance, RatesWindowsAndThrottleTimes) {
    std::optional<QuotaMeter> meter;
    int measured = 0;
    int throttled = 0;
    for (const TraceLine& line : readTrace("quota.txt")) {
        if (line.word(0) == "Q") {
            meter.emplace(kLimit);
        } else if (line.word(0) == "V") {
            meter->record(static_cast<double>(line.integer(2)), at(line));
        } else {
            ++measured;
            const auto rate = std::bit_cast<double>(static_cast<std::int64_t>(line.integer(2)));
            // Samples are summed in slot order here and there, so even the last bit agrees.
            EXPECT_EQ(meter->rate(at(line)), rate) << line.number;
            EXPECT_EQ(meter->window(at(line)).toMilliseconds(), line.integer(3)) << line.number;
            const double over = std::max(0.0, (rate - kLimit) / kLimit * static_cast<double>(line.integer(3)));
            EXPECT_EQ(meter->throttleTime(at(line)).toMilliseconds(), std::llround(over)) << line.number;
            if (over >= 1) ++throttled;
        }
    }
    EXPECT_GT(measured, 500);
    EXPECT_GT(throttled, 50);
}

}  // namespace
}  // namespace headroom::rules::conformance
