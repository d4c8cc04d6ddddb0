// headroom-live and headroom live, the real programs, with processes that tell their metrics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/live/http_server.h"
#include "tests/live/mock_kafka.h"
#include "tests/live/streamed_trace.h"
#include "tests/live/told_shop.h"

namespace headroom {
namespace {

using testing::HasSubstr;

const std::string latencySketch = "\"sketches\":[{";

const char* const textWithoutKafka = R"(scenario: shop
services: {order: {operations: {create: [wait: 1ms]}}}
clients: {users: {load: poisson(5/s), journey: [call: order.create]}}
)";

/// A process each of whose pages tells of ten things more.
HttpServer::Answer process(const std::string& name, const std::string& labels) {
    auto looks = std::make_shared<std::atomic<int>>(0);
    return [=](const Asked&) { return Told{histogram(name, labels, 10 * ++*looks)}; };
}

class LiveFigures : public testing::Test {
protected:
    LiveFigures() {
        fallBehind(m_kafka);
        std::ofstream(m_scenario) << shopText(5);
    }

    /// As `headroom up` tells of itself; the folder is this process'.
    void tellRun(const std::vector<std::pair<std::string, std::string>>& pods) const {
        headroom::tellRun(m_runtime, m_scenario, m_kafka, 0.02, pods);
    }

    MockKafka m_kafka;
    std::string m_scenario = freshPath("shop.yaml");
    std::string m_runtime = freshPath("runtime");
    HttpServer m_order{process("http_server_request_duration_seconds", "http_route=\"/operations/create\"")};
    HttpServer m_clients{process("headroom_journey_duration_seconds", "client=\"users\"")};
};

TEST_F(LiveFigures, AreMeasuredWithoutKafkaToo) {
    Program program(
        {HEADROOM_LIVE, "--scrape", "order=" + m_order.place(), "--stream", "--lossless-stream", "--interval", "100ms"});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    ASSERT_TRUE(program.readUntil(latencySketch));
    ASSERT_TRUE(program.readUntil(latencySketch));
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    const double completed = last(trace, "service/order", "completed");
    EXPECT_GE(completed, 20);
    EXPECT_EQ(std::fmod(completed, 10), 0) << completed;
    const trace::Series* latency = trace.findSeries("service/order", "latency");
    ASSERT_NE(latency, nullptr);
    const trace::LatencySketch all = trace.merged(latency->index, 0, trace.frames().size());
    EXPECT_EQ(static_cast<double>(all.count()), completed);
    EXPECT_NEAR(all.mean(), 15e6, 1e3);
    EXPECT_EQ(trace.findElement("cluster/"), nullptr) << "no Kafka was looked at";
}

TEST_F(LiveFigures, AreLaidOverTheScenarioThatTheBundledServicesPlay) {
    tellRun({{"order", m_order.place()}, {"", m_clients.place()}});
    Program program({HEADROOM_LIVE, m_scenario, "--stream", "--lossless-stream", "--interval", "100ms"});
    for (int frames = 0; frames < 3; ++frames) ASSERT_TRUE(program.readUntil(latencySketch)) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    EXPECT_EQ(trace.header().scenario, "shop");
    EXPECT_EQ(trace.header().settings.at("--load-scale"), "0.02");
    EXPECT_EQ(last(trace, "group/audit", "consumerLag"), 30) << "Kafka's figures stand beside those of the processes";
    for (const char* element : {"service/order", "client/users"}) EXPECT_GE(last(trace, element, "completed"), 10) << element;
    EXPECT_EQ(trace.findElement("service/clients"), nullptr) << "clients are no service";
}

TEST_F(LiveFigures, FollowProcessesThatComeAndGo) {
    tellRun({{"order", m_order.place()}});
    Program program({HEADROOM_LIVE, m_scenario, "--stream", "--lossless-stream", "--interval", "100ms"});
    ASSERT_TRUE(program.readUntil(latencySketch)) << program.error();
    HttpServer successor{process("http_server_request_duration_seconds", "http_route=\"/operations/create\"")};
    tellRun({{"order", successor.place()}});
    ASSERT_TRUE(program.readUntil("source/http://" + successor.place() + "/metrics")) << program.error();
    const int asked = m_order.requests();
    ASSERT_TRUE(program.readUntil(latencySketch));
    ASSERT_TRUE(program.readUntil(latencySketch));
    EXPECT_EQ(m_order.requests(), asked) << "nobody asks who is gone";
    std::filesystem::remove_all(m_runtime);
    ASSERT_TRUE(program.readUntil("the run of the bundled services has ended")) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
}

TEST_F(LiveFigures, StandBelowTheLagOnTheTerminal) {
    tellRun({{"order", m_order.place()}, {"", m_clients.place()}});
    Program program({HEADROOM_PROGRAM, "live", m_scenario, "--interval", "100ms"});
    ASSERT_TRUE(program.readUntil("client users"));
    for (int pages = 0; pages < 4; ++pages) ASSERT_TRUE(program.readUntil("service order"));
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    EXPECT_THAT(program.output(), testing::ContainsRegex("service order +[0-9.]+( k)? */s +0.0 % +15 ms"));
    EXPECT_THAT(program.output(), testing::ContainsRegex("audit +orders .*30"));
}

TEST_F(LiveFigures, OfEachLookAreInAFrameOfTheirOwn) {
    // Every other answer takes so long that Kafka's look is over before it.
    auto tells = std::make_shared<std::atomic<int>>(0);
    HttpServer slow([=](const Asked&) {
        const int told = ++*tells;
        if (told % 2 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(200));
        return Told{histogram("http_server_request_duration_seconds", "http_route=\"/operations/create\"", 10 * told)};
    });
    tellRun({{"order", slow.place()}});
    Program program({HEADROOM_LIVE, m_scenario, "--stream", "--lossless-stream", "--interval", "1s"});
    for (int frames = 0; frames < 7; ++frames) ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    const trace::Series* completed = trace.findSeries("service/order", "completed");
    ASSERT_NE(completed, nullptr);
    const std::vector<double>& counts = trace.column(completed->index);
    // The first frame is made before anything is known, the first look's counts are where the others begin.
    for (std::size_t i = 3; i < counts.size(); ++i) EXPECT_EQ(counts[i] - counts[i - 1], 10) << "frame " << i;
}

TEST_F(LiveFigures, NeedNoKafkaInTheScenario) {
    std::ofstream(m_scenario) << textWithoutKafka;
    tellRun({{"order", m_order.place()}, {"", m_clients.place()}});
    Program program({HEADROOM_LIVE, m_scenario, "--stream", "--lossless-stream", "--interval", "100ms"});
    ASSERT_TRUE(program.readUntil(latencySketch)) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    EXPECT_GE(last(trace, "service/order", "completed"), 10);
    EXPECT_EQ(last(trace, "client/users", "completed"), last(trace, "service/order", "completed"));
    for (const trace::Element& element : trace.elements()) EXPECT_NE(element.kind, "cluster") << element.id;
}

TEST_F(LiveFigures, WaitForTheProcessesOfARunThatIsJustStarting) {
    std::ofstream(m_scenario) << textWithoutKafka;
    tellRun({});
    Program program({HEADROOM_LIVE, m_scenario, "--stream", "--lossless-stream", "--interval", "100ms"});
    ASSERT_TRUE(program.readUntil("none of the run's processes listens")) << program.error();
    tellRun({{"order", m_order.place()}, {"", m_clients.place()}});
    ASSERT_TRUE(program.readUntil(latencySketch)) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    EXPECT_GE(last(parsed(program.output()), "service/order", "completed"), 10);
}

TEST_F(LiveFigures, SayWhatThereIsToSee) {
    const Outcome good = run({HEADROOM_PROGRAM, "live", "--check", "--kafka", m_kafka.bootstrap(), "--group", "audit", "--scrape",
                              "order=" + m_order.place()});
    EXPECT_EQ(good.status, 0) << good.error;
    EXPECT_THAT(good.output, HasSubstr("Kafka " + m_kafka.bootstrap() + ": 1 broker, 1 topic, 1 group"));
    EXPECT_THAT(good.output, HasSubstr("service order"));
    const std::string nobody = "127.0.0.1:" + std::to_string(deadPort());
    const Outcome bad = run({HEADROOM_PROGRAM, "live", "--check", "--kafka", nobody, "--timeout", "500ms"});
    EXPECT_EQ(bad.status, 3);
    EXPECT_THAT(bad.output, HasSubstr(nobody));
}

TEST_F(LiveFigures, SayWhenNobodyPlaysTheScenario) {
    setenv("XDG_RUNTIME_DIR", m_runtime.c_str(), 1);
    std::filesystem::create_directories(m_runtime);
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{HEADROOM_LIVE, m_scenario}, {HEADROOM_PROGRAM, "live", m_scenario}}) {
        const Outcome outcome = run(command);
        EXPECT_EQ(outcome.status, 2);
        EXPECT_THAT(outcome.error, HasSubstr("start them with 'headroom up " + m_scenario + "'"));
    }
    const Outcome other = run({HEADROOM_LIVE, m_scenario, "--run", std::to_string(getpid())});
    EXPECT_EQ(other.status, 2);
    EXPECT_THAT(other.error, HasSubstr("plays no scenario"));
}

}  // namespace
}  // namespace headroom
