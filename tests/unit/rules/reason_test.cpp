#include "model/rules/reason.h"

#include <gtest/gtest.h>

#include <limits>

namespace headroom::rules {
namespace {

TEST(FormatNumber, keepsAtMostThreeDecimalsAndNoTrailingZeros) {
    EXPECT_EQ(formatNumber(83), "83");
    EXPECT_EQ(formatNumber(0.5), "0.5");
    EXPECT_EQ(formatNumber(66.66667), "66.667");
    EXPECT_EQ(formatNumber(100), "100");
    EXPECT_EQ(formatNumber(-2.25), "-2.25");
    EXPECT_EQ(formatNumber(-0.0001), "0");
    EXPECT_EQ(formatNumber(1e15), "1000000000000000");
}

TEST(FormatNumber, namesWhatIsNoNumber) {
    EXPECT_EQ(formatNumber(std::numeric_limits<double>::infinity()), "infinite");
    EXPECT_EQ(formatNumber(std::numeric_limits<double>::quiet_NaN()), "NaN");
    EXPECT_EQ(formatNumber(std::numeric_limits<double>::max()).size(), 309U);
}

}  // namespace
}  // namespace headroom::rules
