// A test program with one real Kafka cluster for all its tests.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/integration/kafka/cluster.h"

#ifndef HEADROOM_KAFKA_BROKERS
#define HEADROOM_KAFKA_BROKERS 1
#endif
#ifndef HEADROOM_KAFKA_SETTINGS
#define HEADROOM_KAFKA_SETTINGS
#endif
#ifndef HEADROOM_KAFKA_OPTIONS
#define HEADROOM_KAFKA_OPTIONS
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
    const std::vector<std::string> settings{HEADROOM_KAFKA_SETTINGS};
    const std::vector<std::string> options{HEADROOM_KAFKA_OPTIONS};
    try {
        if (!testing::GTEST_FLAG(list_tests)) theCluster = std::make_unique<Cluster>(HEADROOM_KAFKA_BROKERS, settings, options);
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
