// What a bulk source does ahead of time and what a listener does in runs gives each record the very latency it has when every
// record has events of its own.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "model/scenario/reader.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"
#include "tests/property/discarding_sink.h"

namespace headroom::tests {
namespace {

/// Everything that became of the records: partition, offset, instants of creation and end.
class Ends final : public sim::RecordObserver {
public:
    using End = std::tuple<int, std::int64_t, std::int64_t, std::int64_t>;
    void onRecordEnded(const sim::Partition& partition, std::int64_t offset, const sim::Record& record, sim::RecordEnd,
                       model::Instant at) override {
        EXPECT_GE(at, record.created);
        all.emplace_back(partition.number(), offset, record.created.ns, at.ns);
    }
    std::vector<End> all;
};

struct Result {
    std::vector<Ends::End> ends;
    std::uint64_t events = 0;
    bool littleHolds = true;
};

Result runOnce(const std::string& text, const std::vector<model::Setting>& settings) {
    model::ReadOptions options;
    options.settings = settings;
    const model::ReadResult read = model::readScenarioText(text, "test.yaml", options);
    Result result;
    EXPECT_TRUE(read.scenario.has_value());
    if (!read.scenario) return result;
    sim::Kernel kernel;
    const auto infrastructure = sim::makeNativeInfrastructure(kernel);
    DiscardingSink sink;
    sim::World world(*read.scenario, kernel, *infrastructure, sink);
    Ends ends;
    world.groups().at(0)->observeRecords(&ends);
    kernel.runUntil(model::Instant{} + read.scenario->duration);
    std::sort(ends.all.begin(), ends.all.end());
    result.ends = std::move(ends.all);
    result.events = kernel.dispatchedEvents();
    for (const auto& client : world.clients()) result.littleHolds = result.littleHolds && client->littleHolds();
    return result;
}

std::string scenario(const std::string& publish, const std::string& producer, const std::string& work,
                     const std::string& more = "") {
    return R"(
scenario: stream
duration: 4s
zones: [a, b, c]
network: {within: exponential(mean=0.1ms), between: exponential(mean=0.6ms)}
clients:
  source:
    zone: a
    load: poisson(step(20k/s until 1.5s, 0/s))
    producer: {)" +
           producer + R"(}
    journey:
      - publish: {to: readings, via: async, )" +
           publish + R"(}
services:
  reader:
    replicas: 3
    cores: 2
    listeners:
      reader: {topics: [readings], concurrency: 2, steps: [{cpu: )" +
           work + R"(}]}
kafka:
  main: {brokers: 3, zones: [a, b, c], requestWork: exponential(mean=40us), batchWork: exponential(mean=10us), byteWork: 1ns}
topics:
  readings: {partitions: 6, replicas: 3}
)" + more;
}

struct Case {
    const char* name;
    std::string text;
};

class Granularity : public ::testing::TestWithParam<Case> {};

TEST_P(Granularity, LatenciesAreTheSameRecordByRecord) {
    for (const char* seed : {"1", "2", "3"}) {
        const Result batch = runOnce(GetParam().text, {{"seed", seed}});
        const Result record = runOnce(GetParam().text, {{"seed", seed}, {"granularity", "record"}});
        ASSERT_GT(batch.ends.size(), 25'000U);
        EXPECT_EQ(batch.ends, record.ends);
        EXPECT_GT(record.events, 2 * record.ends.size());  // one for its arrival, one for its end
        EXPECT_TRUE(batch.littleHolds && record.littleHolds);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Streams, Granularity,
    ::testing::Values(Case{"keyless", scenario("size: 100B", "linger.ms: 5, batch.size: 65536", "50us")},
                      Case{"keylessSmallBatches",
                           scenario("size: 700B", "linger.ms: 0, batch.size: 4000", "'lognormal(mean=50us, cv=1)'")},
                      Case{"variableSizes", scenario("size: 'lognormal(mean=300B, cv=1)'", "linger.ms: 5, batch.size: 16384",
                                                     "exponential(mean=50us)")},
                      Case{"keyed", scenario("key: 'zipf(1k, s=0.5)', size: 100B", "linger.ms: 5, batch.size: 16384", "50us")},
                      Case{"keyedVariableSizes", scenario("key: uniform(500), size: exponential(mean=200B)",
                                                          "linger.ms: 10, batch.size: 4096", "exponential(mean=50us)")},
                      Case{"smallBuffer", scenario("size: 500B", "linger.ms: 2, batch.size: 8192, buffer.memory: 60000", "50us")},
                      Case{"surge", scenario("size: 100B", "linger.ms: 5, batch.size: 16384", "30us",
                                             "faults:\n  - {at: 300ms, for: 200ms, surge: client/source, factor: 2}\n")}),
    [](const auto& given) { return given.param.name; });

// A journey that also waits for nothing is no bulk journey: each record is an execution that sends it.
TEST(BulkSource, MakesTheBatchesThatSingleSendsMake) {
    const std::string producers[] = {"linger.ms: 5, batch.size: 16384", "linger.ms: 0, batch.size: 4000",
                                     "linger.ms: 3, batch.size: 100000"};
    for (const std::string& producer : producers) {
        const std::string bulk = scenario("size: 200B", producer, "50us");
        std::string single = bulk;
        single.insert(single.find("services:"), "      - wait: 0ms\n");
        const Result expected = runOnce(single, {});
        const Result actual = runOnce(bulk, {});
        ASSERT_GT(expected.ends.size(), 25'000U);
        EXPECT_EQ(actual.ends, expected.ends) << producer;
        EXPECT_LT(actual.events, expected.events);
    }
}

}  // namespace
}  // namespace headroom::tests
