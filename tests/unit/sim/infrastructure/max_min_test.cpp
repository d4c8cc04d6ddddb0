#include "sim/infrastructure/native/max_min.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace headroom::sim {
namespace {

std::vector<std::uint32_t> everyIndex(std::size_t count) {
    std::vector<std::uint32_t> indices(count);
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

TEST(MaxMin, SolvesTheTextbookCase) {
    // Three links in a row, one transfer over all of them and one over each.
    std::vector<FlowClass> classes{{{0, 1, 2}, 1, 0}, {{0}, 1, 0}, {{1}, 3, 0}, {{2}, 1, 0}, {{2}, 0, 9}};
    MaxMin().solve(classes, everyIndex(5), {1, 2, 10});
    EXPECT_DOUBLE_EQ(classes[0].rate, 0.5);
    EXPECT_DOUBLE_EQ(classes[1].rate, 0.5);
    EXPECT_DOUBLE_EQ(classes[2].rate, 0.5);
    EXPECT_DOUBLE_EQ(classes[3].rate, 9.5);
    EXPECT_EQ(classes[4].rate, 0);
}

/// Fills in steps so small that the sharing rule is plain: every transfer grows while none of its links is full.
std::vector<double> bruteForce(const std::vector<FlowClass>& classes, const std::vector<double>& capacity, double step) {
    std::vector<double> rates(classes.size(), 0);
    std::vector<double> load(capacity.size(), 0);
    for (bool grown = true; grown;) {
        grown = false;
        for (std::size_t i = 0; i < classes.size(); ++i) {
            const auto fits = [&](std::uint32_t link) { return load[link] + step * classes[i].transfers <= capacity[link]; };
            if (classes[i].transfers == 0 || !std::all_of(classes[i].links.begin(), classes[i].links.end(), fits)) continue;
            for (const std::uint32_t link : classes[i].links) load[link] += step * classes[i].transfers;
            rates[i] += step;
            grown = true;
        }
    }
    return rates;
}

struct Network {
    std::vector<double> capacity;
    std::vector<FlowClass> classes;
};

Network anyNetwork() {
    Network network;
    const auto links = *rc::gen::inRange<std::uint32_t>(1, 6);
    for (std::uint32_t i = 0; i < links; ++i) network.capacity.push_back(*rc::gen::inRange(1, 20));
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
        const auto mask = *rc::gen::inRange<std::uint32_t>(1, 1U << links);
        FlowClass flows{{}, static_cast<double>(*rc::gen::inRange(0, 5)), 0};
        for (std::uint32_t link = 0; link < links; ++link)
            if ((mask >> link & 1) != 0) flows.links.push_back(link);
        network.classes.push_back(flows);
    }
    return network;
}

RC_GTEST_PROP(MaxMinProperty, AgreesWithFillingInSmallSteps, ()) {
    Network network = anyNetwork();
    MaxMin().solve(network.classes, everyIndex(network.classes.size()), network.capacity);
    constexpr double step = 1e-4;
    const auto expected = bruteForce(network.classes, network.capacity, step);
    // A link is left short of full by less than one step of each transfer crossing it, and that passes on to others.
    for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT(std::abs(network.classes[i].rate - expected[i]) < 100 * step);
}

/// What defines max-min fairness: no link is over its capacity, and each transfer crosses a full link on which none is faster.
RC_GTEST_PROP(MaxMinProperty, EachTransferHasABottleneck, ()) {
    Network network = anyNetwork();
    MaxMin().solve(network.classes, everyIndex(network.classes.size()), network.capacity);
    std::vector<double> load(network.capacity.size(), 0);
    std::vector<double> fastest(network.capacity.size(), 0);
    for (const FlowClass& flows : network.classes) {
        for (const std::uint32_t link : flows.links) {
            load[link] += flows.rate * flows.transfers;
            if (flows.transfers > 0) fastest[link] = std::max(fastest[link], flows.rate);
        }
    }
    for (std::size_t link = 0; link < load.size(); ++link) RC_ASSERT(load[link] <= network.capacity[link] * (1 + 1e-12));
    for (const FlowClass& flows : network.classes) {
        const auto isBottleneck = [&](std::uint32_t link) {
            return load[link] >= network.capacity[link] * (1 - 1e-12) && flows.rate >= fastest[link] * (1 - 1e-12);
        };
        RC_ASSERT(flows.transfers == 0 || std::any_of(flows.links.begin(), flows.links.end(), isBottleneck));
    }
}

}  // namespace
}  // namespace headroom::sim
