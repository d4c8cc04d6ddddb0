// A client that publishes, on librdkafka's mock cluster.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "model/scenario/reader.h"
#include "services/clients/played_client.h"
#include "services/http/http_calls.h"
#include "tests/live/mock_kafka.h"

namespace headroom::services {
namespace {

const std::string text = R"(scenario: readings
clients:
  sensors: {load: constant(200/s), journey: [publish: {to: readings, via: direct, key: uniform(10), size: 100B}]}
kafka:
  main: {brokers: 1}
topics:
  readings: {partitions: 4, replicas: 1}
)";

TEST(PublishingClient, CountsWhatTheClusterAcknowledged) {
    MockKafka kafka;
    kafka.createTopic("readings", 4);
    const model::ReadResult read = model::readScenarioText(text, "test.yaml");
    ASSERT_TRUE(read.scenario);
    Endpoints endpoints;
    Faults faults;
    Metrics metrics("clients", "clients");
    HttpCalls calls(endpoints, faults, metrics);
    std::FILE* const file = std::tmpfile();
    Log log("clients", file);
    const KafkaAccess access{kafka.bootstrap(), {}, "clients"};
    std::uint64_t completed = 0;
    {
        PlayedClient client(read.scenario->clients[0], read.scenario->seed, {calls, faults, access, metrics, log});
        client.player().begin();
        while (client.totals().completed < 50) std::this_thread::yield();
        client.player().stop();
        ASSERT_TRUE(client.player().waitUntilIdle(std::chrono::steady_clock::now() + std::chrono::seconds(60)));
        completed = client.totals().completed;
        EXPECT_EQ(client.totals().offered, completed);
    }
    // Reads exactly as many as were acknowledged; fewer in the cluster would be waited for in vain.
    kafka.consume("count", "readings", static_cast<int>(completed));
    std::fclose(file);
}

}  // namespace
}  // namespace headroom::services
