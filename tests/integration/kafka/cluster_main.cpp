// A test program with one real Kafka cluster for all its tests.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

#include "tests/integration/kafka/cluster.h"

#ifndef HEADROOM_KAFKA_BROKERS
#define HEADROOM_KAFKA_BROKERS 1
#endif

namespace headroom::integration {
namespace {

std::unique_ptr<Cluster> theCluster;

}  // namespace

Cluster& Cluster::shared() {
    if (!theCluster) throw std::logic_error("no shared cluster: link cluster_main");
    return *theCluster;
}

/// Without a cluster no test runs, none counts as skipped, and the program fails with one message.
int runWithCluster() {
    try {
        if (!testing::GTEST_FLAG(list_tests)) theCluster = std::make_unique<Cluster>(HEADROOM_KAFKA_BROKERS);
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "FAILED: %s\n", error.what());
        return 1;
    }
    const int status = RUN_ALL_TESTS();
    theCluster.reset();
    return status;
}

}  // namespace headroom::integration

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    return headroom::integration::runWithCluster();
}
