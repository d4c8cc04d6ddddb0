// headroom-live and headroom live, the real programs, against librdkafka's mock cluster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/recording_reader.h"
#include "tests/golden/cli/program.h"
#include "tests/live/mock_kafka.h"

namespace headroom {
namespace {

using testing::HasSubstr;

const std::string frameLine = "{\"type\":\"frame\",";

trace::MemoryTrace parsed(const std::string& stream) {
    trace::MemoryTrace trace;
    trace::NdjsonReader reader(trace);
    reader.feed(stream);
    reader.finish();
    EXPECT_FALSE(reader.error()) << reader.error()->message;
    return trace;
}

double last(const trace::MemoryTrace& trace, const std::string& element, const std::string& series) {
    const trace::Series* found = trace.findSeries(element, series);
    if (found == nullptr) {
        ADD_FAILURE() << element << " has no " << series;
        return std::nan("");
    }
    return trace.column(found->index).back();
}

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
    trace::MemoryTrace recorded;
    const auto reader = trace::RecordingReader::open(recording);
    ASSERT_TRUE(reader) << reader.error().message;
    ASSERT_FALSE(reader.value()->replay(recorded));
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
