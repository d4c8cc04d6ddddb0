#include "model/analysis/queueing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace headroom::model {
namespace {

// Published tables give the load at which a share is lost, to the printed digits.
TEST(ErlangB, AgreesWithPublishedTables) {
    const auto expectRoundsTo = [](int servers, double load, double digit, double lost) {
        EXPECT_LE(erlangB(servers, load - digit / 2), lost);
        EXPECT_GE(erlangB(servers, load + digit / 2), lost);
    };
    expectRoundsTo(10, 4.461, 0.001, 0.01);
    expectRoundsTo(5, 2.22, 0.01, 0.05);
    expectRoundsTo(100, 84.06, 0.01, 0.01);
    EXPECT_EQ(erlangB(0, 3), 1);
}

TEST(ErlangB, AgreesWithItsDefinition) {
    double sum = 0;
    double term = 1;
    for (int n = 0; n <= 7; ++n) {
        if (n > 0) term *= 5.3 / n;
        sum += term;
    }
    EXPECT_NEAR(erlangB(7, 5.3), term / sum, 1e-14);
}

// With two servers C = 2 rho^2 / (1 + rho).
TEST(ErlangC, AgreesWithTheClosedFormOfTwoServers) {
    for (const double load : {0.1, 0.5, 0.9}) EXPECT_NEAR(erlangC(2, 2 * load), 2 * load * load / (1 + load), 1e-14);
    EXPECT_EQ(erlangC(2, 2.5), 1);
}

TEST(Queueing, SingleServerWithPoissonArrivals) {
    const QueueMetrics queue = mm1(0.8, 1);
    EXPECT_NEAR(queue.response, 5, 1e-12);
    EXPECT_NEAR(queue.inSystem, 4, 1e-12);
    EXPECT_NEAR(queue.inQueue, 3.2, 1e-12);
    EXPECT_NEAR(queue.utilisation, 0.8, 1e-15);
    EXPECT_TRUE(std::isinf(mm1(1, 1).response));
}

// Solved from the balance equations by hand: lambda 3, mu 2, c 2 has p0 = 1/7, Lq = 27/14.
TEST(Queueing, SeveralServersByHand) {
    const QueueMetrics queue = mmc(3, 2, 2);
    EXPECT_NEAR(queue.inQueue, 27.0 / 14, 1e-12);
    EXPECT_NEAR(queue.inSystem, 27.0 / 14 + 1.5, 1e-12);
}

TEST(Queueing, ServiceTimeVariationDecidesTheWait) {
    EXPECT_NEAR(md1(0.5, 1).waiting, 0.5, 1e-12);
    EXPECT_NEAR(mg1(0.5, 1, 1).waiting, mm1(0.5, 1).waiting, 1e-12);
    EXPECT_NEAR(mg1(0.5, 1, 4).waiting, 2.5, 1e-12);
    EXPECT_NEAR(mg1ProcessorSharing(0.75, 1).response, 4, 1e-12);
}

// p_n = (1 - rho) rho^n / (1 - rho^(K+1)); at rho = 1 every state is equally likely.
TEST(Queueing, FiniteCapacityAgreesWithTheGeometricForm) {
    const double rho = 0.7;
    const QueueMetrics queue = mm1k(0.7, 1, 4);
    double mean = 0;
    for (int n = 0; n <= 4; ++n) mean += n * (1 - rho) * std::pow(rho, n) / (1 - std::pow(rho, 5));
    EXPECT_NEAR(queue.blocking, (1 - rho) * std::pow(rho, 4) / (1 - std::pow(rho, 5)), 1e-14);
    EXPECT_NEAR(queue.inSystem, mean, 1e-13);
    EXPECT_NEAR(mm1k(1, 1, 4).blocking, 0.2, 1e-14);
    EXPECT_NEAR(mm1k(1, 1, 4).inSystem, 2, 1e-13);
}

TEST(Queueing, FiniteCapacityMeetsItsLimits) {
    EXPECT_NEAR(mmck(4.461, 1, 10, 10).blocking, erlangB(10, 4.461), 1e-14);
    EXPECT_NEAR(mmck(3, 2, 2, 400).inQueue, mmc(3, 2, 2).inQueue, 1e-9);
    EXPECT_NEAR(mm1k(1000, 1, 500).blocking, 0.999, 1e-9);
    EXPECT_THROW(mmck(1, 1, 3, 2), std::logic_error);
}

// Sakasegawa's formula for four servers errs by less than 3 % of a service time.
TEST(Queueing, ApproximateWaitIsExactForOneServerAndNearForMore) {
    EXPECT_NEAR(approximateWait(0.8, 1, 1, 1), mm1(0.8, 1).waiting, 1e-12);
    EXPECT_NEAR(approximateWait(0.5, 1, 1, 0), md1(0.5, 1).waiting, 1e-12);
    for (const double load : {0.5, 0.7, 0.9, 0.95})
        EXPECT_NEAR(approximateWait(load * 4, 1, 4, 1), mmc(load * 4, 1, 4).waiting, 0.03) << load;
}

// Two stations in a ring with feedback: lambda1 = 1 + 0.5 lambda2, lambda2 = lambda1 / 2, so 4/3 and 2/3.
TEST(Jackson, SolvesTheTrafficEquations) {
    const auto result = jackson({{1, 2, 1, {0, 0.5}}, {0, 1, 2, {0.5, 0}}});
    EXPECT_NEAR(result[0].throughput, 4.0 / 3, 1e-12);
    EXPECT_NEAR(result[1].throughput, 2.0 / 3, 1e-12);
    EXPECT_NEAR(result[0].inSystem, 2, 1e-12);
    EXPECT_NEAR(result[1].inSystem, mmc(2.0 / 3, 1, 2).inSystem, 1e-12);
    EXPECT_THROW(jackson({{1, 1, 1, {1}}}), std::logic_error);
}

// Two equal stations: n customers spread so that X = n / (D (n + 1)).
TEST(MeanValueAnalysis, BalancedNetworkByHand) {
    for (const int users : {1, 2, 5, 20})
        EXPECT_NEAR(exactMva({{0.1, 1}, {0.1, 1}}, users, 0).throughput, users / (0.1 * (users + 1)), 1e-9);
}

// One station and thinking is the machine repairman M/M/1//N: X from its birth-death chain.
TEST(MeanValueAnalysis, AgreesWithTheMachineRepairman) {
    for (const int servers : {1, 3}) {
        const int users = 12;
        const double think = 2;
        const double service = 0.4;
        double weight = 1;
        double sum = 1;
        double served = 0;
        for (int n = 1; n <= users; ++n) {
            weight *= (users - n + 1) / think / (std::min(n, servers) / service);
            sum += weight;
            served += weight * std::min(n, servers) / service;
        }
        const ClosedMetrics metrics = exactMva({{service, servers}}, users, think);
        EXPECT_NEAR(metrics.throughput, served / sum, 1e-9) << servers;
        EXPECT_NEAR(metrics.inStation[0] + metrics.throughput * think, users, 1e-9);
    }
}

// Buzen's convolution with three stations, computed independently.
TEST(MeanValueAnalysis, AgreesWithConvolution) {
    const std::vector<double> demands{0.05, 0.08, 0.03};
    const std::size_t users = 30;
    std::vector<double> g(users + 1, 0);
    g[0] = 1;
    for (const double demand : demands)
        for (std::size_t n = 1; n <= users; ++n) g[n] += demand * g[n - 1];
    const ClosedMetrics metrics = exactMva({{0.05, 1}, {0.08, 1}, {0.03, 1}}, static_cast<int>(users), 0);
    EXPECT_NEAR(metrics.throughput, g[users - 1] / g[users], 1e-9);
}

TEST(MeanValueAnalysis, ADelayOnlyAddsTime) {
    EXPECT_NEAR(exactMva({{0.4, 0}, {0.1, 1}}, 10, 0).throughput, exactMva({{0.1, 1}}, 10, 0.4).throughput, 1e-12);
}

TEST(ApproximateMva, IsWithinFivePercentOfExact) {
    for (const int users : {1, 3, 10, 40, 200}) {
        const std::vector<ClosedStation> single{{0.01, 1}, {0.02, 1}, {0.005, 1}};
        const double exact = exactMva(single, users, 0.5).throughput;
        EXPECT_NEAR(approximateMva(single, users, 0.5).throughput / exact, 1, 0.05) << users;
        const std::vector<ClosedStation> several{{0.04, 4}, {0.02, 1}, {0.3, 16}};
        const double exactSeveral = exactMva(several, users, 0.2).throughput;
        EXPECT_NEAR(approximateMva(several, users, 0.2).throughput / exactSeveral, 1, 0.05) << users;
    }
}

TEST(ApproximateMva, NeverExceedsTheBottleneckAndKeepsEveryUser) {
    const ClosedMetrics metrics = approximateMva({{0.04, 4}, {0.02, 1}}, 500, 0.1);
    EXPECT_LE(metrics.throughput, 50 * (1 + 1e-12));
    EXPECT_GT(metrics.throughput, 49.5);
    const double there = std::accumulate(metrics.inStation.begin(), metrics.inStation.end(), 0.0);
    EXPECT_NEAR(there + metrics.throughput * 0.1, 500, 1e-3);
}

}  // namespace
}  // namespace headroom::model
