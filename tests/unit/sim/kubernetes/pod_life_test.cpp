#include <gtest/gtest.h>

#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim::testing {
namespace {

using model::Distribution;
using ::testing::Test;
using Times = std::vector<double>;

model::Scenario slowStart(int replicas) {
    model::Scenario scenario;
    scenario.services.push_back(service("web", replicas));
    model::Service& web = scenario.services[0];
    web.scheduling = Distribution::constant(2);
    web.startup = Distribution::constant(7);
    web.endpointPropagation = Distribution::constant(0.5);
    return scenario;
}

model::Probe probeEvery(std::int64_t seconds) {
    model::Probe probe;
    probe.period = Duration::seconds(seconds);
    return probe;
}

TEST(PodLife, InitialPodsServeFromTheFirstInstant) {
    model::Scenario scenario = slowStart(3);
    scenario.zones = {{"a", {}}, {"b", {}}};
    scenario.initial.replicas["web"] = 2;
    Lab lab(scenario);
    EXPECT_EQ(lab.endpoints("web"), 2U);
    EXPECT_EQ(lab.deployment("web").ready(), 2);
    EXPECT_EQ(lab.pod("web", 0).node()->zone, "a");
    EXPECT_EQ(lab.pod("web", 1).node()->zone, "b");
    lab.runTo(1);
    EXPECT_TRUE(lab.trace.events().empty());
    EXPECT_EQ(lab.last("service/web", "replicas"), 2);
    EXPECT_EQ(lab.last("service/web", "readyReplicas"), 2);
}

// Container at 10 + 2; serving at 19; the readiness probe's ticks fall on 12, 17, 22.
TEST(PodLife, ScaleUpTakesSchedulingStartupProbeAndPropagation) {
    model::Scenario scenario = slowStart(1);
    scenario.services[0].deployment.readinessProbe = probeEvery(5);
    Lab lab(scenario);
    lab.runTo(10);
    lab.kubernetes().scale("web", 2);
    lab.runTo(18);
    EXPECT_EQ(lab.last("service/web", "pendingPods"), 0);
    EXPECT_EQ(lab.last("service/web", "readyReplicas"), 1);
    lab.runTo(22.4);
    EXPECT_EQ(lab.endpoints("web"), 1U);
    lab.runTo(22.6);
    EXPECT_EQ(lab.endpoints("web"), 2U);
    EXPECT_EQ(lab.times("pod.scheduled"), Times{10});
    EXPECT_EQ(lab.times("pod.started"), Times{12});
    EXPECT_EQ(lab.times("pod.ready"), Times{22});
}

TEST(PodLife, WithoutAReadinessProbeItIsReadyBeforeItCanServe) {
    model::Scenario scenario = slowStart(0);
    scenario.clients.push_back(client("web", {{hold(10)}}));
    Lab lab(scenario);
    lab.kubernetes().scale("web", 1);
    lab.runTo(30);
    EXPECT_EQ(lab.times("pod.ready"), Times{2});
    // Requests at 0.1, 0.2, … reach nobody until 2.5, a closed port until 9.
    EXPECT_NEAR(lab.last("service/web", "unreachable"), 89, 1);
    EXPECT_NEAR(lab.last("service/web", "completed"), 300 - 89, 2);
}

// Exits at 10, 20, …: restarts at once, after 10 s, after 20 s, after 40 s; each start takes 7 s to serve.
TEST(PodLife, CrashesAreBackedOff) {
    model::Scenario scenario = slowStart(1);
    scenario.services[0].deployment.readinessProbe = probeEvery(1);
    Lab lab(scenario);
    for (const double at : {10.0, 30.0, 60.0, 120.0}) {
        lab.runTo(at);
        lab.kubernetes().killPods("web", 1);
    }
    lab.runTo(300);
    EXPECT_EQ(lab.times("pod.killed"), (Times{10, 30, 60, 120}));
    EXPECT_EQ(lab.times("pod.restarted"), (Times{10, 40, 80, 160}));
    EXPECT_EQ(lab.times("pod.unready"), (Times{10, 30, 60, 120}));
    EXPECT_EQ(lab.times("pod.ready"), (Times{17, 47, 87, 167}));
    EXPECT_EQ(lab.last("pod/web-0", "restarts"), 4);
    EXPECT_EQ(lab.last("service/web", "restarts"), 4);
    EXPECT_EQ(lab.endpoints("web"), 1U);
}

TEST(PodLife, ACrashResetsItsCallersAndLeavesTheEndpointForAWhile) {
    model::Scenario scenario = slowStart(1);
    scenario.services[0].operations[0].steps = {cpuStep(0.9)};
    scenario.clients.push_back(client("web", {}));
    scenario.clients[0].load = eachSecond(1, 6);
    scenario.frameInterval = Duration::milliseconds(100);
    Lab lab(scenario);
    lab.runTo(5.3);  // the request of 5 s is in progress
    lab.kubernetes().killPods("web", 1);
    EXPECT_TRUE(lab.serviceNamed("web").littleHolds());
    EXPECT_EQ(lab.endpoints("web"), 1U);
    lab.runTo(5.9);
    EXPECT_EQ(lab.last("service/web", "unreachable"), 1);
    lab.runTo(6.1);
    EXPECT_EQ(lab.last("service/web", "unreachable"), 2);  // the new process does not listen yet
    EXPECT_EQ(lab.last("service/web", "arrived"), 5);
    EXPECT_EQ(lab.last("service/web", "completed"), 4);
}

TEST(PodLife, ADeletedPodIsReplacedAtOnce) {
    model::Scenario scenario = slowStart(2);
    scenario.services[0].deployment.readinessProbe = probeEvery(1);
    Lab lab(scenario);
    lab.runTo(10);
    lab.kubernetes().deletePods("web", 1);
    lab.runTo(10.4);
    EXPECT_EQ(lab.endpoints("web"), 2U);  // callers don't know yet
    lab.runTo(10.6);
    EXPECT_EQ(lab.endpoints("web"), 1U);
    EXPECT_EQ(lab.serviceNamed("web").pods().size(), 2U);
    lab.runTo(60);
    EXPECT_EQ(lab.elements("pod.killed"), std::vector<std::string>{"pod/web-0"});
    EXPECT_EQ(lab.elements("pod.scheduled"), std::vector<std::string>{"pod/web-2"});
    EXPECT_EQ(lab.times("pod.ready"), Times{19});
    EXPECT_EQ(lab.endpoints("web"), 2U);
    EXPECT_EQ(lab.last("service/web", "readyReplicas"), 2);
}

TEST(PodLife, ScaleDownServesWhatItHas) {
    model::Scenario scenario = slowStart(1);
    model::Service& web = scenario.services[0];
    web.operations[0].steps = {cpuStep(3)};
    web.deployment.preStop = Duration::seconds(5);
    web.cores = 4;
    scenario.clients.push_back(client("web", {}));
    scenario.clients[0].load = eachSecond(1, 10);
    Lab lab(scenario);
    lab.runTo(9.2);
    lab.kubernetes().scale("web", 0);
    lab.runTo(30);
    // Nobody can be reached after 9.7; those of 1 to 9 s were accepted, and end by 12 s, before SIGTERM at 14.2.
    EXPECT_EQ(lab.last("service/web", "arrived"), 9);
    EXPECT_EQ(lab.last("service/web", "completed"), 9);
    EXPECT_EQ(lab.last("service/web", "unreachable"), 1);
    EXPECT_EQ(lab.times("pod.terminating"), Times{9.2});
    EXPECT_TRUE(lab.deployment("web").pods().empty());
    EXPECT_TRUE(lab.serviceNamed("web").pods().empty());
}

TEST(PodLife, TheGracePeriodEndsInSigkill) {
    model::Scenario scenario = slowStart(1);
    model::Service& web = scenario.services[0];
    web.operations[0].steps = {cpuStep(60)};
    web.deployment.terminationGracePeriod = Duration::seconds(10);
    scenario.clients.push_back(client("web", {}));
    scenario.clients[0].load = eachSecond(1, 1);
    Lab lab(scenario);
    lab.runTo(5);
    lab.kubernetes().scale("web", 0);
    lab.runTo(30);
    EXPECT_EQ(lab.times("pod.killed"), Times{15});
    EXPECT_EQ(lab.last("service/web", "unreachable"), 1);
    EXPECT_EQ(lab.last("service/web", "completed"), 0);
    EXPECT_NEAR(lab.last("service/web", "cpuSeconds"), 14, 1e-6);
}

TEST(PodLife, ScaleDownTakesThePodThatIsNotReadyThenTheYoungest) {
    model::Scenario scenario = slowStart(2);
    scenario.services[0].deployment.readinessProbe = probeEvery(1);
    Lab lab(scenario);
    lab.runTo(10);
    lab.kubernetes().scale("web", 3);  // web-2
    lab.runTo(30);
    lab.kubernetes().killPods("web", 1);  // web-0 is not ready
    lab.runTo(31);
    lab.kubernetes().scale("web", 2);
    lab.runTo(50);
    lab.kubernetes().scale("web", 1);
    lab.runTo(100);
    EXPECT_EQ(lab.elements("pod.terminating"), (std::vector<std::string>{"pod/web-0", "pod/web-2"}));
}

// Ticks of the kubelet's workers are out of step with the hang: detection between (F−1)·P and F·P, plus the timeout.
TEST(PodLife, AHungContainerIsUnreadyThenKilledByItsLivenessProbe) {
    model::Scenario scenario = slowStart(1);
    model::Deployment& deployment = scenario.services[0].deployment;
    deployment.readinessProbe = probeEvery(10);
    deployment.livenessProbe = probeEvery(20);
    Lab lab(scenario);
    lab.runTo(100);
    lab.kubernetes().setHung("web", true);
    lab.runTo(200);
    lab.kubernetes().setHung("web", false);
    lab.runTo(400);
    ASSERT_EQ(lab.times("pod.unready").size(), 1U);
    EXPECT_GE(lab.times("pod.unready")[0], 100 + 20 + 1);
    EXPECT_LE(lab.times("pod.unready")[0], 100 + 30 + 1);
    ASSERT_EQ(lab.times("pod.unhealthy").size(), 1U);
    EXPECT_GE(lab.times("pod.unhealthy")[0], 100 + 40 + 1);
    EXPECT_LE(lab.times("pod.unhealthy")[0], 100 + 60 + 1);
    // A process that hangs does not follow SIGTERM: killed after 30 s, restarted at once, serving after 7 s.
    ASSERT_EQ(lab.times("pod.restarted").size(), 1U);
    EXPECT_NEAR(lab.times("pod.restarted")[0], lab.times("pod.unhealthy")[0] + 30, 1e-9);
    EXPECT_EQ(lab.endpoints("web"), 1U);
}

}  // namespace
}  // namespace headroom::sim::testing
