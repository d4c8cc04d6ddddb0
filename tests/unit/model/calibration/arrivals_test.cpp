#include "model/calibration/arrivals.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/model/calibration/synthetic_times.h"
#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::calibration {
namespace {

using forecast::samples::TraceMaker;
using Process = Arrivals::Process;

Arrivals of(const std::vector<double>& perFrame) {
    TraceMaker maker("live");
    std::vector<double> sums;
    double sum = 0;
    for (const double count : perFrame) sums.push_back(sum += count);
    maker.counter("client/users", "started", sums);
    const trace::MemoryTrace& trace = maker.made();
    return arrivalsOf(trace, *trace.findSeries("client/users", "started"), trace::spanOf(trace, 0, trace.frames().size()));
}

/// Frames' counts of a Poisson process whose rate may change.
template <class Rate>
std::vector<double> poisson(int frames, const Rate& rateAt) {
    Chance chance(7);
    std::vector<double> counts(static_cast<std::size_t>(frames), 0);
    double time = 0;
    while (true) {
        time -= std::log(chance.next()) / rateAt(time);
        if (time >= frames) return counts;
        ++counts[static_cast<std::size_t>(time)];
    }
}

TEST(ArrivalsOf, KnowsAPoissonProcessWhenItSeesOne) {
    const Arrivals arrivals = of(poisson(300, [](double) { return 40; }));
    EXPECT_EQ(arrivals.process, Process::Poisson);
    EXPECT_NEAR(arrivals.rate(), 40, 4 * std::sqrt(40.0 / 300));
    EXPECT_NEAR(arrivals.dispersion, 1, 0.3);
    EXPECT_GT(arrivals.p.value_or(0), 0.01);
    EXPECT_LT(std::abs(arrivals.drift), 3.5);
}

TEST(ArrivalsOf, KnowsWhatComesEvenly) {
    std::vector<double> counts(100, 25);
    for (std::size_t i = 0; i < counts.size(); i += 3) ++counts[i];
    EXPECT_EQ(of(counts).process, Process::Regular);
}

TEST(ArrivalsOf, KnowsWhatComesInBursts) {
    std::vector<double> counts;
    for (int i = 0; i < 200; ++i) counts.push_back(i % 10 == 0 ? 200 : 20);
    const Arrivals arrivals = of(counts);
    EXPECT_EQ(arrivals.process, Process::Neither);
    EXPECT_GT(arrivals.dispersion, 10);
}

TEST(ArrivalsOf, NoticesARateThatChanges) {
    EXPECT_GT(of(poisson(200, [](double time) { return time < 100 ? 30 : 45; })).drift, 3.5);
    EXPECT_LT(of(poisson(200, [](double time) { return time < 100 ? 45 : 30; })).drift, -3.5);
}

TEST(ArrivalsOf, IsRightAboutRareOnes) {
    const Arrivals arrivals = of(poisson(2000, [](double) { return 0.5; }));
    EXPECT_EQ(arrivals.process, Process::Poisson) << arrivals.dispersion << " " << arrivals.p.value_or(-1);
    EXPECT_NEAR(arrivals.rate(), 0.5, 4 * std::sqrt(0.5 / 2000));
}

TEST(ArrivalsOf, JudgesNoScatterByTooFewIntervals) {
    const Arrivals arrivals = of(std::vector<double>(8, 20));
    EXPECT_FALSE(arrivals.p);
    EXPECT_DOUBLE_EQ(arrivals.rate(), 20);
}

}  // namespace
}  // namespace headroom::calibration
