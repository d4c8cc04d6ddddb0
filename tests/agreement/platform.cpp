#include "tests/agreement/platform.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/agreement/engines.h"

namespace headroom::agreement {

void expectPlatformAgrees(int warmup, int measured, const std::string& seed) {
    const std::vector<std::string> peak{HEADROOM_SCENARIOS "/transaction-platform.yaml",
                                        "--variant",
                                        "peak",
                                        "--seed",
                                        seed,
                                        "--set",
                                        "warmup=" + std::to_string(warmup) + "s",
                                        "--duration",
                                        std::to_string(warmup + measured) + "s"};
    const double sustained = value(simulate("native", peak), Statistic::Rate, "topic/transaction-initiated", "appended");
    ASSERT_GT(sustained, 1000);
    std::vector<std::string> arguments = peak;
    arguments.insert(arguments.end(),
                     {"--set", "clients.users.load=poisson(" + std::to_string(std::lround(0.6 * sustained)) + "/s)"});
    const Pair pair = simulateOnBoth(arguments);
    EXPECT_NEAR(value(pair.native, Statistic::Rate, "topic/transaction-initiated", "appended") / sustained, 0.6, 0.02);
    for (const auto& [element, metric] : {std::pair{"client/users", "completed"},
                                          {"service/transaction", "completed"},
                                          {"topic/transaction-initiated", "appended"},
                                          {"group/notification", "processed"},
                                          {"group/audit", "processed"}})
        expectWithin(pair, 0.02, Statistic::Rate, element, metric);
    for (const char* element : {"client/users", "service/gateway", "service/transaction", "store/ledger"})
        expectLatencyAgrees(pair, element, "latency");
    for (const char* element : {"group/notification", "group/audit"}) expectLatencyAgrees(pair, element, "endToEndLatency");
}

}  // namespace headroom::agreement
