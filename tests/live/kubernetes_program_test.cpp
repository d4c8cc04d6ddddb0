// headroom live --kubernetes, the real programs, with what answers as an API server does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/golden/cli/program.h"
#include "tests/live/api_server.h"
#include "tests/live/streamed_trace.h"

namespace headroom {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

const std::string secret = "sesame-token";

class LiveKubernetes : public testing::Test {
protected:
    LiveKubernetes() {
        setAllLists(m_server);
        std::ofstream(m_scenario) << R"(scenario: shop
services:
  order: {replicas: 3, operations: {create: [wait: 1ms]}}
  audit: {replicas: 2, operations: {note: [wait: 1ms]}}
  mail: {operations: {send: [wait: 1ms]}}
clients: {users: {load: poisson(5/s), journey: [call: order.create]}}
)";
    }
    Outcome live(std::vector<std::string> more, bool isFront = true) const {
        std::vector<std::string> command =
            isFront ? std::vector<std::string>{HEADROOM_PROGRAM, "live"} : std::vector<std::string>{HEADROOM_LIVE};
        command.insert(command.end(), {"--kubernetes", "--kubeconfig", m_kubeconfig});
        command.insert(command.end(), more.begin(), more.end());
        Outcome outcome = run(command);
        EXPECT_THAT(outcome.output + outcome.error, Not(HasSubstr(secret)));
        return outcome;
    }

    ApiServer m_server;
    std::string m_kubeconfig = kubeconfigFor(m_server.url());
    std::string m_scenario = freshPath("shop.yaml");
};

TEST_F(LiveKubernetes, IsSeenOnceAsJson) {
    const Outcome outcome = live({"--once", "--format", "json"});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const Json seen = Json::parse(outcome.output)["kubernetes"];
    EXPECT_EQ(seen["namespace"], "shop");
    EXPECT_EQ(seen["services"].size(), 4U);
    const Json& order =
        *std::ranges::find_if(seen["services"], [](const Json& service) { return service["service"] == "order"; });
    EXPECT_EQ(order["replicas"], 4);
    EXPECT_EQ(order["ready"], 3);
    EXPECT_EQ(order["hpa"]["maxReplicas"], 8);
    const auto current = [&](const std::string& name) {
        for (const Json& metric : order["hpa"]["metrics"])
            if (metric["metric"] == name) return metric["current"];
        return Json("no such metric");
    };
    EXPECT_EQ(current("cpu"), 83);
    EXPECT_EQ(current("memory"), 268435456);
    EXPECT_EQ(current("lag"), nullptr);
    EXPECT_EQ(seen["pods"].size(), 4U);
    EXPECT_EQ(seen["pods"][2]["containers"][0]["lastEnd"]["reason"], "OOMKilled");
    EXPECT_TRUE(seen["problems"].empty());
}

TEST_F(LiveKubernetes, LiesOverAScenario) {
    const Outcome outcome = live({m_scenario, "--once", "--format", "json"});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const Json drift = Json::parse(outcome.output)["kubernetes"]["drift"];
    EXPECT_EQ(drift["onlyInScenario"], Json::array({"service/mail"}));
    EXPECT_EQ(drift["onlyInCluster"], Json::array({"service/fresh", "service/ledger"}));
    ASSERT_EQ(drift["differences"].size(), 1U);
    EXPECT_EQ(drift["differences"][0]["text"], "order: has an HPA in the cluster, not in the scenario");
}

TEST_F(LiveKubernetes, IsATableOnce) {
    const Outcome outcome = live({"--once"});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_THAT(outcome.output, AllOf(HasSubstr("workload"), HasSubstr("3/4"), HasSubstr("2–8"),
                                      HasSubstr("memory 256 MiB of 512 MiB, lag – of 1000, cpu 83 %"),
                                      HasSubstr("ProgressDeadlineExceeded"), Not(HasSubstr("no consumer groups"))));
}

TEST_F(LiveKubernetes, IsStreamedAndRecordedWithoutItsSecrets) {
    const std::string recording = freshPath("shop.headroom");
    Program program({HEADROOM_LIVE, "--kubernetes", "--kubeconfig", m_kubeconfig, m_scenario, "--stream", "--lossless-stream",
                     "--record", recording, "--interval", "100ms"});
    ASSERT_TRUE(program.readUntil(frameLine)) << program.error();
    for (const std::string& line : kubernetesLines("crash.ndjson")) m_server.push("pods", line);
    ASSERT_TRUE(program.readUntil("\"pod.restarted\"")) << program.error();
    ASSERT_TRUE(program.readUntil(frameLine));
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace trace = parsed(program.output());
    EXPECT_EQ(last(trace, "service/order", "replicas"), 4);
    EXPECT_EQ(last(trace, "service/order", "restarts"), 1);
    EXPECT_EQ(trace.findSeries("service/mail", "replicas"), nullptr) << "nobody has measured any";
    EXPECT_THAT(program.output(), AllOf(HasSubstr("drift.found"), HasSubstr("OOMKilled, exit code 137"), Not(HasSubstr(secret))));
    std::ifstream file(recording, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_GT(bytes.size(), 1000U);
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
}

TEST_F(LiveKubernetes, IsChecked) {
    const Outcome outcome = live({"--check"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_EQ(outcome.output, "Kubernetes " + m_server.url() +
                                  ", namespace shop: 3 deployments, 1 stateful set, 4 pods, 1 HPA; events are seen\n");
    m_server.setList("pods", R"({"kind":"Status","message":"pods is forbidden","code":403})", 403);
    EXPECT_THAT(live({"--check"}).output,
                AllOf(HasSubstr("3 deployments"), Not(HasSubstr("0 pods")), HasSubstr("  pods in namespace shop may not")));
}

TEST_F(LiveKubernetes, SaysWhyThereIsNothingToSee) {
    m_server.require("Bearer another");
    for (const std::vector<std::string>& way :
         {std::vector<std::string>{"--check"}, {"--once", "--format", "json"}, {"--once"}, {}}) {
        const Outcome outcome = live(way);
        EXPECT_EQ(outcome.status, 3) << outcome.output;
        EXPECT_THAT(outcome.output + outcome.error, HasSubstr("asks for other credentials (401)"));
    }
    const Outcome bad = live({"--once", "--context", "nowhere"});
    EXPECT_EQ(bad.status, 2);
    EXPECT_THAT(bad.error, HasSubstr("has no context 'nowhere'"));
}

TEST_F(LiveKubernetes, RefusesOptionsThatMakeNoSense) {
    const auto complaint = [](std::vector<std::string> options) {
        options.insert(options.begin(), HEADROOM_LIVE);
        const Outcome outcome = run(options);
        EXPECT_EQ(outcome.status, 2);
        return outcome.error;
    };
    EXPECT_THAT(complaint({"--kafka", "a:1", "--context", "c"}), HasSubstr("go with --kubernetes"));
    EXPECT_THAT(complaint({"--kubernetes", "--namespace", "a", "--all-namespaces"}),
                HasSubstr("doesn't go with --all-namespaces"));
    EXPECT_THAT(complaint({"--kubernetes", "--discover", "x.yaml"}), HasSubstr("is needed for"));
    EXPECT_THAT(complaint({"--kubernetes", "--from", "x"}), HasSubstr("stands in place of"));
}

}  // namespace
}  // namespace headroom
