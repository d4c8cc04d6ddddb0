// Simulated queues against theory, the everyday part: seeds 1 to 10 at a quarter of the length of the heavy part.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "tests/statistical/queueing_system.h"

namespace headroom::tests {
namespace {

std::string nameOf(const ::testing::TestParamInfo<QueueingSystem>& info) {
    std::string name = info.param.file;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

class Theory : public ::testing::TestWithParam<QueueingSystem> {};

/// Of ten honest 95 % intervals, seven or more cover with a probability of 99.9 %; the seeds are fixed, so the outcome is too.
TEST_P(Theory, CoversTheExactValuesAtSeeds1To10) {
    std::vector<Estimate> all;
    for (std::uint64_t seed = 1; seed <= 10; ++seed)
        for (const Estimate& one : estimate(GetParam(), seed, 0.25)) all.push_back(one);
    for (const ExactFigure& figure : GetParam().figures) {
        const Coverage coverage = coverageOf(figure, all);
        std::cout << coverage << "\n";
        EXPECT_EQ(coverage.intervals, 10);
        EXPECT_GE(coverage.covering, 7) << figure.name;
        EXPECT_LE(coverage.worstPrecision, 0.05) << figure.name;
        EXPECT_NEAR(coverage.mean, figure.value, 0.015 * figure.value) << figure.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Systems, Theory, ::testing::ValuesIn(queueingSystems()), nameOf);

}  // namespace
}  // namespace headroom::tests
