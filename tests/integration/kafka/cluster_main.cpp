// A test program with one real Kafka cluster for all its tests.
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "tests/integration/kafka/cluster.h"

#ifndef HEADROOM_KAFKA_BROKERS
#define HEADROOM_KAFKA_BROKERS 1
#endif

namespace headroom::integration {
namespace {

std::unique_ptr<Cluster> theCluster;

/// Without a cluster no test runs, and the program fails with the one message.
class ClusterEnvironment : public testing::Environment {
public:
    void SetUp() override {
        try {
            theCluster = std::make_unique<Cluster>(HEADROOM_KAFKA_BROKERS);
        } catch (const std::runtime_error& error) {
            FAIL() << error.what();
        }
    }
    void TearDown() override { theCluster.reset(); }
};

}  // namespace

Cluster& Cluster::shared() {
    if (!theCluster) throw std::logic_error("no shared cluster: link cluster_main");
    return *theCluster;
}

}  // namespace headroom::integration

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    testing::AddGlobalTestEnvironment(new headroom::integration::ClusterEnvironment);
    return RUN_ALL_TESTS();
}
