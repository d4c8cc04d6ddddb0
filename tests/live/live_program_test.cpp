// headroom-live and headroom live, the real programs, against librdkafka's mock cluster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/golden/cli/program.h"
#include "tests/live/mock_kafka.h"
#include "tests/live/streamed_trace.h"

namespace headroom {
namespace {

using testing::HasSubstr;

/// A cluster whose group audit is 30 of 50 records behind in one partition of orders, and has committed nothing of another.
class LiveProgram : public testing::Test {
protected:
    LiveProgram() {
        m_kafka.createTopic("orders", 2);
        m_kafka.produce("orders", 0, 50);
        m_kafka.commit("audit", "orders", 0, 20);
    }

    MockKafka m_kafka{2};
};

TEST_F(LiveProgram, PrintsOneSnapshotAsJson) {
    const Outcome outcome =
        run({HEADROOM_LIVE, "--kafka", m_kafka.bootstrap(), "--group", "audit", "--once", "--format", "json"});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const nlohmann::json json = nlohmann::json::parse(outcome.output);
    EXPECT_EQ(json["brokers"].size(), 2U);
    EXPECT_EQ(json["topics"][0]["partitions"][0]["end"], 50);
    EXPECT_EQ(json["groups"][0]["lag"], 30);
    EXPECT_TRUE(json["groups"][0]["members"].is_null());
    EXPECT_EQ(json["groups"][0]["partitions"][0]["committed"], 20);
}

TEST_F(LiveProgram, SpeaksTheSimulatorsTrace) {
    Program program({HEADROOM_LIVE, "--kafka", m_kafka.bootstrap(), "--group", "audit", "--stream", "--interval", "200ms"});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    m_kafka.produce("orders", 0, 7);
    ASSERT_TRUE(program.readUntil(frameLine));
    ASSERT_TRUE(program.readUntil(frameLine));
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    EXPECT_EQ(trace.header().runtime, "live");
    ASSERT_TRUE(trace.footer());
    EXPECT_EQ(trace.footer()->outcome, "stopped");
    EXPECT_EQ(last(trace, "partitionOfGroup/audit/orders/0", "consumerLag"), 37);
    EXPECT_EQ(last(trace, "group/audit", "consumerLag"), 37);
    EXPECT_TRUE(std::isnan(last(trace, "group/audit", "members")));
    EXPECT_EQ(last(trace, "topic/orders", "appended"), 7) << "since the session began";
    EXPECT_EQ(last(trace, "topic/orders", "retained"), 57);
}

TEST_F(LiveProgram, RecordsWhatItStreams) {
    const std::string recording = freshPath("live.headroom");
    Program program({HEADROOM_LIVE, "--kafka", m_kafka.bootstrap(), "--group", "audit", "--stream", "--lossless-stream",
                     "--interval", "200ms", "--record", recording});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    ASSERT_TRUE(program.readUntil(frameLine));
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace streamed = parsed(program.output());
    const trace::MemoryTrace recorded = replayed(recording);
    EXPECT_EQ(recorded.frames().size(), streamed.frames().size());
    ASSERT_TRUE(recorded.footer());
    EXPECT_EQ(recorded.footer()->outcome, "stopped");
    EXPECT_EQ(recorded.footer()->fingerprint, streamed.footer()->fingerprint);
    EXPECT_EQ(last(recorded, "group/audit", "consumerLag"), 30);
}

TEST_F(LiveProgram, ShowsFiguresAsUnknownWhileTheClusterIsGone) {
    Program program({HEADROOM_LIVE, "--kafka", m_kafka.bootstrap(), "--group", "audit", "--stream", "--interval", "200ms",
                     "--timeout", "1s"});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    rd_kafka_mock_broker_set_down(m_kafka.cluster(), -1);
    ASSERT_TRUE(program.readUntil("observer.failed"));
    ASSERT_TRUE(program.readUntil(frameLine));
    EXPECT_TRUE(std::isnan(last(parsed(program.output()), "group/audit", "consumerLag")));
    rd_kafka_mock_broker_set_up(m_kafka.cluster(), -1);
    ASSERT_TRUE(program.readUntil("observer.connected"));
    ASSERT_TRUE(program.readUntil(frameLine));
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    EXPECT_EQ(last(parsed(program.output()), "group/audit", "consumerLag"), 30);
}

TEST_F(LiveProgram, RefusesWhatItDoesNotKnow) {
    Program program({HEADROOM_LIVE, "--kafka", m_kafka.bootstrap(), "--group", "audit", "--stream"});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    program.write("{\"command\":\"pause\"}\nnonsense\n[\n");
    ASSERT_TRUE(program.readUntil("refused"));
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0);
}

TEST(LiveProgramWithoutACluster, SaysThatNobodyListens) {
    std::string bootstrap;
    {
        const MockKafka kafka;  // whose port is free again afterwards
        bootstrap = kafka.bootstrap();
    }
    const Outcome outcome = run({HEADROOM_LIVE, "--kafka", bootstrap, "--once", "--stream"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_THAT(outcome.error, HasSubstr("can't be reached"));
    EXPECT_THAT(outcome.error, HasSubstr(bootstrap));
}

TEST_F(LiveProgram, ShowsATableOnce) {
    const Outcome outcome = run({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--group", "audit", "--once"});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_THAT(outcome.output, testing::ContainsRegex("audit +orders +– +30 "));
    EXPECT_THAT(outcome.output, HasSubstr("members unknown"));
}

TEST_F(LiveProgram, IsStartedByTheFrontInEveryForm) {
    const Outcome json =
        run({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--group", "audit", "--once", "--format", "json"});
    ASSERT_EQ(json.status, 0) << json.error;
    EXPECT_EQ(nlohmann::json::parse(json.output)["groups"][0]["lag"], 30);

    Program stream({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--group", "audit", "--stream"});
    ASSERT_TRUE(stream.readUntil(frameLine)) << stream.error();
    stream.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(stream.finish(), 0);
    EXPECT_EQ(last(parsed(stream.output()), "group/audit", "consumerLag"), 30);

    Program table({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--group", "audit", "--interval", "200ms"});
    ASSERT_TRUE(table.readUntil(" 30 ")) << table.error();
    m_kafka.produce("orders", 0, 12);
    ASSERT_TRUE(table.readUntil(" 42 "));
    table.signal(SIGINT);
    EXPECT_EQ(table.finish(), 0) << table.error();
}

TEST_F(LiveProgram, EndsWithoutAGroupThatDoesNotExist) {
    const Outcome outcome = run({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--topic", "ghost", "--once"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.output, HasSubstr("no consumer groups"));
    EXPECT_THAT(outcome.output, HasSubstr("topic ghost: there is none"));
}

/// The scenario of that cluster, whose topics have two replicas, but for a topic and a broker more, and with a partition more in
/// orders.
std::string scenarioFile(const std::string& name = "orders.yaml") {
    std::string path = freshPath(name);
    std::ofstream(path) << R"(scenario: orders
kafka: {main: {brokers: 3}}
topics:
  orders: {partitions: 3, replicas: 2}
  refunds: {partitions: 1, replicas: 1}
services:
  auditor:
    listeners:
      audit: {topics: [orders], groupId: audit, steps: [{cpu: 1ms}]}
clients:
  users: {load: poisson(1/s), journey: [{publish: orders}]}
expect:
  - {name: kept up, metric: last(group/audit.consumerLag), is: <= 100}
  - {name: fast, metric: p99(client/users.latency), is: <= 1s}
)";
    return path;
}

TEST_F(LiveProgram, LaysFiguresOverAScenario) {
    const std::string recording = freshPath("overlay.headroom");
    const std::string scenario = scenarioFile();
    Program program({HEADROOM_PROGRAM, "live", scenario, "--kafka", m_kafka.bootstrap(), "--stream", "--interval", "200ms",
                     "--record", recording});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    m_kafka.produce("orders", 0, 7);
    ASSERT_TRUE(program.readUntil(frameLine));
    ASSERT_TRUE(program.readUntil(frameLine));
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    EXPECT_EQ(trace.header().scenario, "orders");
    EXPECT_EQ(trace.header().runtime, "live");
    EXPECT_THAT(trace.header().scenarioText, HasSubstr("scenario: orders"));
    EXPECT_EQ(trace.element("group/audit").parent, "service/auditor") << "nobody could list groups: the scenario names it";
    EXPECT_EQ(last(trace, "group/audit", "consumerLag"), 37);
    EXPECT_EQ(last(trace, "topic/orders", "appended"), 7);
    EXPECT_EQ(last(trace, "broker/main/1", "up"), 1);
    EXPECT_TRUE(std::isnan(last(trace, "broker/main/2", "up")));
    EXPECT_TRUE(std::isnan(last(trace, "topic/refunds", "retained")));
    std::string drift;
    for (const trace::Event& event : trace.events())
        if (event.kind == "drift.found") drift += event.reason.result + "\n";
    EXPECT_EQ(drift,
              "main: brokers 3 in the scenario, 2 in the cluster\norders: partitions 3 in the scenario, 2 in the cluster\n"
              "topic refunds\n");

    const Outcome report = run({HEADROOM_PROGRAM, "report", recording, "--format", "json"});
    EXPECT_EQ(report.status, 0) << report.output << report.error;
    const nlohmann::json json = nlohmann::json::parse(report.output);
    EXPECT_EQ(json["expectations"][0]["pass"], true);
    EXPECT_TRUE(json["expectations"][1]["pass"].is_null()) << "nobody measured it";
}

TEST_F(LiveProgram, DeclaresTheElementsOfASimulation) {
    const std::string scenario = scenarioFile();
    const Outcome simulated = run({HEADROOM_SIM, scenario, "--duration", "1s", "--stream", "--lossless-stream"});
    const Outcome measured =
        run({HEADROOM_LIVE, scenario, "--kafka", m_kafka.bootstrap(), "--once", "--stream", "--lossless-stream"});
    ASSERT_EQ(simulated.status, 0) << simulated.error;
    ASSERT_EQ(measured.status, 0) << measured.error;
    const trace::MemoryTrace predicted = parsed(simulated.output);
    const trace::MemoryTrace seen = parsed(measured.output);
    for (const trace::Element& element : predicted.elements()) {
        // Kafka knows of no pods and nodes, and a partition more is drift.
        if (element.kind == "pod" || element.kind == "node" || element.kind == "link" ||
            element.id == "partitionOfGroup/audit/orders/2" || element.id == "partitionOfGroup/audit/orders/1")
            continue;
        const trace::Element* same = seen.findElement(element.id);
        ASSERT_NE(same, nullptr) << element.id;
        EXPECT_EQ(same->kind, element.kind);
        EXPECT_EQ(same->name, element.name);
        EXPECT_EQ(same->parent, element.parent) << element.id;
    }
    for (const trace::Series& series : seen.series()) {
        const std::string& element = seen.elements()[series.element.value].id;
        const bool isOurs = series.name == "retentionLeft" || (series.name == "timeLag" && element.starts_with("partitionOf"));
        if (isOurs) continue;
        const trace::Series* same = predicted.findSeries(element, series.name);
        ASSERT_NE(same, nullptr) << element << " " << series.name;
        EXPECT_EQ(same->unit, series.unit);
        EXPECT_EQ(same->kind, series.kind) << element << " " << series.name;
    }
}

TEST_F(LiveProgram, ShowsDriftBelowTheTableAndInTheJson) {
    const std::string scenario = scenarioFile();
    const Outcome table = run({HEADROOM_PROGRAM, "live", scenario, "--kafka", m_kafka.bootstrap(), "--once"});
    ASSERT_EQ(table.status, 0) << table.error;
    EXPECT_THAT(table.output, testing::ContainsRegex("audit +orders +– +30 "));
    EXPECT_THAT(table.output, HasSubstr("Only in the scenario: topic refunds."));
    EXPECT_THAT(table.output, HasSubstr("brokers 3 in the scenario"));
    const Outcome json = run({HEADROOM_PROGRAM, "live", scenario, "--kafka", m_kafka.bootstrap(), "--once", "--format", "json",
                              "--set", "topics.orders.partitions=2"});
    ASSERT_EQ(json.status, 0) << json.error;
    const nlohmann::json drift = nlohmann::json::parse(json.output)["drift"];
    EXPECT_EQ(drift["onlyInScenario"], nlohmann::json::array({"topic/refunds"}));
    ASSERT_EQ(drift["differences"].size(), 1U) << "the setting made the partitions agree";
    EXPECT_EQ(drift["differences"][0]["element"], "cluster/main");
}

TEST_F(LiveProgram, RefusesABadScenario) {
    const std::string bad = freshPath("bad.yaml");
    std::ofstream(bad) << "scenario: x\ntopics: {a: {partitons: 3}}\n";
    for (const char* program : {HEADROOM_PROGRAM, HEADROOM_LIVE}) {
        std::vector<std::string> command{program};
        if (command[0] == HEADROOM_PROGRAM) command.emplace_back("live");
        command.insert(command.end(), {bad, "--kafka", m_kafka.bootstrap(), "--once"});
        const Outcome outcome = run(command);
        EXPECT_EQ(outcome.status, 2) << program;
        EXPECT_THAT(outcome.error, HasSubstr(bad + ":2:")) << program;
    }
    const std::string scenario = scenarioFile();
    const Outcome cluster =
        run({HEADROOM_PROGRAM, "live", scenario, "--kafka", m_kafka.bootstrap(), "--once", "--cluster", "mian"});
    EXPECT_EQ(cluster.status, 2);
    EXPECT_THAT(cluster.error, HasSubstr("did you mean 'main'?"));
    const Outcome missing = run({HEADROOM_PROGRAM, "live", scenario + "l", "--kafka", m_kafka.bootstrap(), "--once"});
    EXPECT_EQ(missing.status, 2);
    EXPECT_THAT(missing.error, HasSubstr("there is no such file"));
}

TEST_F(LiveProgram, WritesAScenarioThatCheckAccepts) {
    const std::string path = freshPath("found.yaml");
    const std::vector<std::string> discover{HEADROOM_PROGRAM, "live",       "--kafka", m_kafka.bootstrap(), "--group",
                                            "audit",          "--interval", "100ms",   "--discover",        path};
    const Outcome outcome = run(discover);
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr("1 topic, 1 group, 2 brokers"));
    const Outcome check = run({HEADROOM_PROGRAM, "check", path});
    EXPECT_EQ(check.status, 0) << check.error;
    EXPECT_THAT(check.output, HasSubstr("found: no errors"));
    const Outcome again = run(discover);
    EXPECT_EQ(again.status, 2);
    EXPECT_THAT(again.error, HasSubstr("--force"));
    std::ofstream(path) << "mine";
    EXPECT_EQ(run(discover).status, 2);
    std::string kept;
    std::getline(std::ifstream(path), kept);
    EXPECT_EQ(kept, "mine");
    std::vector<std::string> forced = discover;
    forced.emplace_back("--force");
    EXPECT_EQ(run(forced).status, 0);
    EXPECT_EQ(run({HEADROOM_PROGRAM, "check", path}).status, 0);
}

TEST(LiveProgramWithoutACluster, DiscoversNothing) {
    std::string bootstrap;
    {
        const MockKafka kafka;  // whose port is free again afterwards
        bootstrap = kafka.bootstrap();
    }
    const std::string path = freshPath("nothing.yaml");
    const Outcome outcome = run({HEADROOM_PROGRAM, "live", "--kafka", bootstrap, "--discover", path});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_FALSE(std::ifstream(path).is_open());
}

std::string scraped(const std::string& url) {
    const std::string address = url.substr(url.find("//") + 2, url.rfind('/') - url.find("//") - 2);
    const auto answer = httplib::Client("http://" + address).Get("/metrics");
    return answer && answer->status == 200 ? answer->body : "";
}

TEST_F(LiveProgram, ServesWhatItSeesToPrometheus) {
    Program program({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--group", "audit", "--stream", "--interval",
                     "200ms", "--metrics", "127.0.0.1:0"});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    const trace::MemoryTrace begun = parsed(program.output());
    const auto served = std::ranges::find(begun.events(), "metrics.serving", &trace::Event::kind);
    ASSERT_NE(served, begun.events().end());
    const std::string url = served->reason.result;
    std::map<std::string, double> samples;
    std::istringstream lines(scraped(url));
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# ")) continue;
        const std::size_t blank = line.rfind(' ');
        ASSERT_NE(blank, std::string::npos) << line;
        samples[line.substr(0, blank)] = std::stod(line.substr(blank + 1));
    }
    EXPECT_EQ(samples["headroom_up"], 1);
    EXPECT_EQ(samples["kafka_brokers"], 2);
    EXPECT_EQ(samples.at("kafka_consumergroup_lag{consumergroup=\"audit\",topic=\"orders\",partition=\"0\"}"), 30);
    EXPECT_EQ(samples.at("kafka_consumergroup_lag_sum{consumergroup=\"audit\",topic=\"orders\"}"), 30);
    EXPECT_FALSE(samples.contains("kafka_consumergroup_members{consumergroup=\"audit\"}")) << "nobody could tell";
    rd_kafka_mock_broker_set_down(m_kafka.cluster(), -1);
    ASSERT_TRUE(program.readUntil("observer.failed"));
    ASSERT_TRUE(program.readUntil(frameLine));
    EXPECT_THAT(scraped(url), testing::AllOf(HasSubstr("headroom_up 0"), testing::Not(HasSubstr("kafka_"))));

    const std::string taken = url.substr(url.find("//") + 2, url.rfind('/') - url.find("//") - 2);
    const Outcome second = run({HEADROOM_PROGRAM, "live", "--kafka", m_kafka.bootstrap(), "--metrics", taken});
    EXPECT_EQ(second.status, 3);
    EXPECT_THAT(second.error, HasSubstr(taken));
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
}

TEST(LiveProgramWithoutACluster, ReadsPastedOutput) {
    const std::string path = freshPath("pasted.txt");
    std::ofstream(path) << "GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID\n"
                           "audit orders 0 10 2000 1990 c-1 /h c\naudit orders 1 - 5 - c-1 /h c\n";
    const Outcome table = run({HEADROOM_PROGRAM, "live", "--from", path});
    EXPECT_EQ(table.status, 0) << table.error;
    EXPECT_THAT(table.output, HasSubstr("≥ 1990"));
    std::ofstream(path, std::ios::app) << "audit orders two 10 20 10 - - -\n";
    const Outcome bad = run({HEADROOM_PROGRAM, "live", "--from", path});
    EXPECT_EQ(bad.status, 2);
    EXPECT_EQ(bad.output, "");
    EXPECT_THAT(bad.error, HasSubstr(path + ":4:14: error: PARTITION must be"));
    EXPECT_EQ(run({HEADROOM_PROGRAM, "live", "--from", "/nowhere"}).status, 2);
}

TEST(LiveProgramWithoutACluster, TellsNoSecrets) {
    const std::string path = freshPath("client.properties");
    std::ofstream(path) << "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.username=me\nsasl.password=hunter2\n";
    std::string bootstrap;
    {
        const MockKafka kafka;
        bootstrap = kafka.bootstrap();
    }
    const std::string recording = freshPath("secret.headroom");
    const Outcome outcome =
        run({HEADROOM_PROGRAM, "live", "--kafka", bootstrap, "--properties", path, "--once", "--record", recording});
    EXPECT_EQ(outcome.status, 3);
    std::ifstream file(recording, std::ios::binary);
    std::stringstream recorded;
    recorded << file.rdbuf();
    EXPECT_FALSE(recorded.str().empty());
    EXPECT_EQ((outcome.output + outcome.error + recorded.str()).find("hunter2"), std::string::npos);
}

TEST(LiveProgramWithoutACluster, RefusesABadCommandLine) {
    EXPECT_EQ(run({HEADROOM_LIVE}).status, 2);
    EXPECT_EQ(run({HEADROOM_LIVE, "--kafka", "localhost:1", "--interval", "soon"}).status, 2);
    EXPECT_EQ(run({HEADROOM_LIVE, "--kafka", "localhost:1", "--format", "json"}).status, 2);
    const Outcome missing = run({HEADROOM_LIVE, "--kafka", "localhost:1", "--properties", "/nowhere.properties"});
    EXPECT_EQ(missing.status, 2);
    EXPECT_THAT(missing.error, HasSubstr("/nowhere.properties"));
}

}  // namespace
}  // namespace headroom
