// Simulated queues against theory, in full: a hundred seeds a system, each in a process of its own that leaves its estimates
// in a file, and a last one that pools them and writes docs/theory.md when HEADROOM_WRITE_DOCS is set.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "tests/statistical/queueing_system.h"

namespace headroom::tests {
namespace {

constexpr std::uint64_t seeds = 100;
constexpr int leastCovering = 87;
constexpr double worstPrecision = 0.02;

std::string resultFile(const QueueingSystem& system) {
    return HEADROOM_THEORY_RESULTS "/" + system.file + ".txt";
}

std::string nameOf(const ::testing::TestParamInfo<QueueingSystem>& info) {
    std::string name = info.param.file;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

void keep(const QueueingSystem& system, const std::vector<Estimate>& estimates) {
    std::filesystem::create_directories(HEADROOM_THEORY_RESULTS);
    std::ofstream file(resultFile(system));
    file << std::setprecision(17);
    for (const Estimate& one : estimates)
        file << one.seed << ' ' << one.value << ' ' << one.halfWidth << ' ' << one.exact << ' ' << one.figure << '\n';
}

std::vector<Estimate> kept(const QueueingSystem& system) {
    std::ifstream file(resultFile(system));
    std::vector<Estimate> estimates;
    Estimate one;
    while (file >> one.seed >> one.value >> one.halfWidth >> one.exact && std::getline(file >> std::ws, one.figure))
        estimates.push_back(one);
    return estimates;
}

class TheoryInFull : public ::testing::TestWithParam<QueueingSystem> {};

TEST_P(TheoryInFull, CoversTheExactValuesAtSeeds1To100) {
    std::filesystem::remove(resultFile(GetParam()));
    std::vector<Estimate> all;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        for (const Estimate& one : estimate(GetParam(), seed)) all.push_back(one);
    keep(GetParam(), all);
    for (const ExactFigure& figure : GetParam().figures) {
        const Coverage coverage = coverageOf(figure, all);
        std::cout << coverage << "\n";
        EXPECT_EQ(coverage.intervals, static_cast<int>(seeds));
        EXPECT_GE(coverage.covering, leastCovering) << figure.name;
        EXPECT_LE(coverage.worstPrecision, worstPrecision) << figure.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Systems, TheoryInFull, ::testing::ValuesIn(queueingSystems()), nameOf);

std::string tableOf(const std::vector<std::pair<std::string, Coverage>>& rows, int intervals, int covering) {
    std::ostringstream out;
    out << "# The simulator against queueing theory\n\n"
           "Written by `HEADROOM_WRITE_DOCS=1 ctest --preset release -R theory_heavy`. Each row: a scenario under "
           "`tests/statistical/scenarios/`,\n"
           "run with the seeds 1 to "
        << seeds
        << ", warm-up removed. *Covered* counts the runs whose 95 % interval, as a report gives it (20 batch means over\n"
           "frames), holds the exact value; at least "
        << leastCovering
        << " are required, and 93 to 97 % of all. *Half-width* is relative to the mean, on average and at\n"
           "most. *Off* is the distance of the mean over all runs from the exact value in standard errors.\n\n"
           "| scenario | figure | formula | exact | mean | off | covered | half-width |\n"
           "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for (const auto& [file, c] : rows) {
        out << "| " << file << " | " << c.figure.name << " | " << c.figure.oracle << " | " << std::setprecision(6)
            << c.figure.value << " | " << c.mean << " | " << std::fixed << std::setprecision(1) << c.deviation()
            << std::defaultfloat << " | " << c.covering << " of " << c.intervals << " | " << std::fixed << std::setprecision(2)
            << c.meanPrecision * 100 << " %, " << c.worstPrecision * 100 << " % |\n"
            << std::defaultfloat;
    }
    out << "\nPooled: " << covering << " of " << intervals << " intervals cover, " << std::fixed << std::setprecision(2)
        << 100.0 * covering / intervals << " %. Times in seconds, throughput per second, loss as a probability.\n";
    return out.str();
}

/// Needs the files of all systems; CTest runs those first (fixture theory_systems).
TEST(TheoryPooled, Covers93To97PercentOfAllIntervals) {
    std::vector<std::pair<std::string, Coverage>> rows;
    int intervals = 0;
    int covering = 0;
    for (const QueueingSystem& system : queueingSystems()) {
        const std::vector<Estimate> estimates = kept(system);
        ASSERT_EQ(estimates.size(), seeds * system.figures.size()) << resultFile(system);
        for (const ExactFigure& figure : system.figures) {
            rows.emplace_back(system.file, coverageOf(figure, estimates));
            ASSERT_EQ(rows.back().second.intervals, static_cast<int>(seeds));
            intervals += rows.back().second.intervals;
            covering += rows.back().second.covering;
        }
    }
    const std::string table = tableOf(rows, intervals, covering);
    std::cout << table;
    if (std::getenv("HEADROOM_WRITE_DOCS") != nullptr) std::ofstream(HEADROOM_THEORY_DOCUMENT) << table;
    EXPECT_GE(covering, 0.93 * intervals);
    EXPECT_LE(covering, 0.97 * intervals);
}

}  // namespace
}  // namespace headroom::tests
