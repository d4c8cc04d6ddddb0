// The two infrastructures tell the same story; the short part of it.
#include <gtest/gtest.h>

#include "tests/agreement/engines.h"
#include "tests/agreement/platform.h"

namespace headroom::agreement {
namespace {

const std::string uplink = HEADROOM_AGREEMENT "/uplink.yaml";

TEST(Agreement, OnThePlatformAtSixtyPercent) {
    expectPlatformAgrees(4, 6, "1");
}

TEST(Agreement, OnASaturatedUplink) {
    const Pair pair = simulateOnBoth({uplink});
    for (const char* client : {"client/users", "client/uploaders"}) {
        expectWithin(pair, 0.02, Statistic::Rate, client, "completed");
        expectLatencyAgrees(pair, client, "latency");
    }
}

TEST(Agreement, ASaturatedUplinkShowsItsContentionOnBoth) {
    const double bandwidth = 12.5e6;
    for (const char* infrastructure : {"native", "simgrid"}) {
        const trace::MemoryTrace narrow = simulate(infrastructure, {uplink});
        const trace::MemoryTrace wide = simulate(infrastructure, {uplink, "--set", "network.bandwidth=10Gbit/s"});
        EXPECT_DOUBLE_EQ(value(narrow, Statistic::Last, "link/west→east", "bandwidth"), bandwidth);
        const double carried = growth(narrow, "link/west→east", "bytes");
        EXPECT_GT(carried, 0.99 * bandwidth) << infrastructure;
        EXPECT_LE(carried, bandwidth * (1 + 1e-6)) << infrastructure;
        EXPECT_LT(growth(wide, "link/west→east", "bytes"), 0.2 * 1.25e9) << infrastructure;
        // Alone on the link a record of 256 KiB takes 21 ms and one of 16 KiB takes 1.3 ms; they share it with all the others.
        EXPECT_GT(value(narrow, Statistic::Mean, "client/uploaders", "latency"),
                  20 * value(wide, Statistic::Mean, "client/uploaders", "latency"))
            << infrastructure;
        EXPECT_GT(value(narrow, Statistic::Mean, "client/users", "latency"),
                  5 * value(wide, Statistic::Mean, "client/users", "latency"))
            << infrastructure;
    }
}

TEST(Agreement, OnPodsAddedWhileTheRunIsOn) {
    const Pair pair = simulateOnBoth({HEADROOM_AGREEMENT "/growth.yaml"});
    const auto scalings = [](const trace::MemoryTrace& trace) {
        std::vector<std::string> summaries;
        for (const trace::Event& event : trace.events())
            if (event.kind == "hpa.scaled") summaries.push_back(event.summary);
        return summaries;
    };
    EXPECT_GE(scalings(pair.native).size(), 2U);
    EXPECT_EQ(scalings(pair.native), scalings(pair.simgrid));
    EXPECT_GT(value(pair.simgrid, Statistic::Last, "service/web", "readyReplicas"), 2);
    expectWithin(pair, 0.02, Statistic::Rate, "client/users", "completed");
    expectLatencyAgrees(pair, "client/users", "latency");
}

}  // namespace
}  // namespace headroom::agreement
