#include "app/presentation/format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace headroom::presentation {
namespace {

TEST(FormatValue, HasThreeDigitsAPrefixAndAUnit) {
    EXPECT_EQ(formatValue(48200, "/s"), "48.2 k/s");
    EXPECT_EQ(formatValue(0.0034, "s"), "3.40 ms");
    EXPECT_EQ(formatValue(0.871, "%"), "87.1 %");
    EXPECT_EQ(formatValue(1536, "B"), "1.50 KiB");
    EXPECT_EQ(formatValue(12345, "records"), "12.3 k records");
    EXPECT_EQ(formatValue(1320, "journeys/s"), "1.32 k journeys/s");
    EXPECT_EQ(formatValue(975, "journeys/s"), "975 journeys/s");
    EXPECT_EQ(formatValue(2.28e6, "B/s"), "2.28 MB/s");
    EXPECT_EQ(formatValue(0.25, "/s"), "0.250 /s");
    EXPECT_EQ(formatValue(7, "1"), "7");
    EXPECT_EQ(formatValue(0, "s"), "0 s");
    EXPECT_EQ(formatValue(3e-16, "s"), "0 s");
    EXPECT_EQ(formatValue(1e-12, "s"), "0.001 ns");
}

TEST(MachineUnit, OfAShareIsOne) {
    EXPECT_EQ(machineUnit("%"), "1");
    EXPECT_EQ(machineUnit("records/s"), "records/s");
}

TEST(FormatValue, OfOneIsSingular) {
    EXPECT_EQ(formatValue(1, "threads"), "1 thread");
    EXPECT_EQ(formatValue(1, "s"), "1 s");
    EXPECT_EQ(formatValue(1, "records/s"), "1 records/s");
    EXPECT_EQ(formatValue(2, "threads"), "2 threads");
}

TEST(FormatValue, TakesTheNextPrefixWhenRoundingReachesIt) {
    EXPECT_EQ(formatValue(0.99996, "s"), "1.00 s");
    EXPECT_EQ(formatValue(999'900, "/s"), "1.00 M/s");
    EXPECT_EQ(formatValue(999'000, "/s"), "999 k/s");
}

TEST(FormatValue, SaysLongTimesInMinutesAndHours) {
    EXPECT_EQ(formatValue(119, "s"), "119 s");
    EXPECT_EQ(formatValue(1200, "s"), "20 min 00 s");
    EXPECT_EQ(formatValue(9000, "s"), "2 h 30 min");
}

TEST(FormatValue, ShowsWhatIsNoNumber) {
    EXPECT_EQ(formatValue(std::nan(""), "s"), "–");
    EXPECT_EQ(formatValue(std::numeric_limits<double>::infinity(), "s"), "∞");
    EXPECT_EQ(formatValue(std::optional<double>(), "s"), "–");
}

TEST(FormatInterval, ShowsHalfTheWidth) {
    EXPECT_EQ(formatInterval(48200, 1100.0, "/s"), "48.2 k/s ± 1.10 k/s");
    EXPECT_EQ(formatInterval(48200, {}, "/s"), "48.2 k/s");
}

TEST(FormatEstimate, SaysHowSureItIsUnlessItWasCounted) {
    EXPECT_EQ(formatEstimate(1.25, 0.051), "1.25 ± 0.051");
    EXPECT_EQ(formatEstimate(0.1851, 0), "0.185");
}

TEST(FormatClock, GrowsWithTheTime) {
    EXPECT_EQ(formatClock({12'340'000'000}), "12.3 s");
    EXPECT_EQ(formatClock({485'000'000'000}), "08:05");
    EXPECT_EQ(formatClock({3'723'000'000'000}), "1:02:03");
    EXPECT_EQ(formatClock(model::Instant::never()), "never");
}

TEST(Padded, CountsCodePointsAndCutsWithAnEllipsis) {
    EXPECT_EQ(displayWidth("µs ± é"), 6U);
    EXPECT_EQ(padded("µs", 4), "µs  ");
    EXPECT_EQ(padded("µs", 4, true), "  µs");
    EXPECT_EQ(padded("transaction", 6), "trans…");
    EXPECT_EQ(displayWidth(padded("ééééé", 3)), 3U);
}

TEST(Wrapped, KeepsAShareTogether) {
    EXPECT_EQ(wrapped("busy at 74.9 %.", 14, "  "), "busy at\n  74.9 %.");
}

TEST(BrokenLines, CutWordsThatAreLongerThanALine) {
    EXPECT_EQ(brokenLines("a größeres wort", 5), (std::vector<std::string>{"a", "größe", "res", "wort"}));
    EXPECT_EQ(brokenLines("", 5), (std::vector<std::string>{""}));
}

TEST(Wrapped, BreaksAtBlanksAndIndents) {
    EXPECT_EQ(wrapped("one two three four", 9, "  "), "one two\n  three\n  four");
    EXPECT_EQ(wrapped("short", 9, "  "), "short");
}

}  // namespace
}  // namespace headroom::presentation
