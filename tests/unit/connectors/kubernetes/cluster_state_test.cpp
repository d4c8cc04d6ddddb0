#include "connectors/kubernetes/cluster_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "connectors/kubernetes/api_answers.h"
#include "connectors/kubernetes/workload_tracer.h"
#include "model/trace/memory_trace.h"

namespace headroom::connectors::kubernetes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr model::Duration second = model::Duration::seconds(1);

std::string answer(const std::string& name) {
    std::ifstream file(std::string(HEADROOM_KUBERNETES_ANSWERS) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ClusterStateTest : public testing::Test {
protected:
    explicit ClusterStateTest(std::set<std::string> services = {"order", "audit"}) : m_state(Naming(std::move(services))) {
        for (const KindOfThing& thing : kinds)
            m_state.replaceAll(
                thing.kind, readListPage(thing.kind, answer(std::string(thing.resource) + ".json"), "s").value().objects, m_now);
        m_state.takeNewPods();
        m_first = told();
    }
    /// The lines of a watch, whichever kinds they are of.
    void watch(const std::string& name) {
        std::istringstream lines(answer(name));
        for (std::string line; std::getline(lines, line);) say(line);
    }
    void say(const std::string& line) {
        for (const KindOfThing& thing : kinds) {
            const std::string kind = thing.kind == Kind::Deployments    ? "Deployment"
                                     : thing.kind == Kind::StatefulSets ? "StatefulSet"
                                     : thing.kind == Kind::Pods         ? "Pod"
                                     : thing.kind == Kind::Events       ? "Event"
                                                                        : "HorizontalPodAutoscaler";
            if (line.find("\"object\":{\"kind\":\"" + kind + "\"") == std::string::npos) continue;
            const auto notice = readWatchLine(thing.kind, line, "s");
            m_now = m_now + second / 10;
            if (notice.value().type == WatchNotice::Type::Put) m_state.put(*notice.value().object, m_now);
            if (notice.value().type == WatchNotice::Type::Removed) m_state.remove(*notice.value().object, m_now);
        }
    }
    std::vector<std::string> told() {
        m_events = m_state.takeEvents(m_now);
        std::vector<std::string> all;
        for (const trace::Event& event : m_events) all.push_back(event.kind + " " + event.element + ": " + event.summary);
        return all;
    }
    static std::string pod(const std::string& type, const std::string& name, const std::string& uid, const std::string& more) {
        return R"({"type":")" + type + R"(","object":{"kind":"Pod","metadata":{"name":")" + name +
               R"(","namespace":"shop","uid":")" + uid +
               R"(","labels":{"pod-template-hash":"h"},"ownerReferences":[{"kind":"ReplicaSet","name":"order-h","controller":true}]},)" +
               more + "}}";
    }

    ClusterState m_state;
    trace::Instant m_now = trace::Instant{} + second;
    std::vector<std::string> m_first;
    std::vector<trace::Event> m_events;
};

TEST_F(ClusterStateTest, WhatIsThereAtFirstHasNotHappened) {
    EXPECT_THAT(m_first,
                ElementsAre("deployment.stalled service/audit: audit-v2 doesn't get on: ProgressDeadlineExceeded: ReplicaSet "
                            "\"audit-v2-5d9\" has timed out progressing."))
        << "but for what goes on";
    EXPECT_EQ(m_state.restarts().at("service/order"), 0) << "restarts of before don't count";
}

TEST_F(ClusterStateTest, AScalingIsToldOnceWithAllThatIsKnownOfIt) {
    watch("scale_up.ndjson");
    EXPECT_THAT(
        told(),
        ElementsAre("hpa.scaled service/order: HPA scaled order 4 → 6: cpu resource utilization (percentage of request) above "
                    "target; memory 256 MiB of 512 MiB, lag – of 1000, cpu 83 % of 60 %; allowed 2–8; limited: ScaleUpLimit",
                    "hpa.limited service/order: HPA order: ScaleUpLimit: the desired replica count is increasing faster than "
                    "the maximum scale rate"));
    EXPECT_EQ(m_events.front().reason.rule, "hpa.scaleUp");
    EXPECT_EQ(m_events.front().reason.result, "6 replicas");
}

TEST_F(ClusterStateTest, AScalingIsTheSameInWhateverOrderItIsHeardOf) {
    std::istringstream text(answer("scale_up.ndjson"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    for (const std::size_t i : {2U, 1U, 0U}) say(lines[i]);
    EXPECT_THAT(told(), testing::Contains(HasSubstr("hpa.scaled service/order: HPA scaled order 4 → 6: cpu resource")));
}

TEST_F(ClusterStateTest, WhatIsMissingOfAScalingIsNotWaitedForLong) {
    std::istringstream text(answer("scale_up.ndjson"));
    std::string deployment;
    std::getline(text, deployment);
    say(deployment);
    EXPECT_THAT(told(), IsEmpty()) << "the autoscaler may still say why";
    m_now = m_now + Scalings::patience;
    EXPECT_THAT(told(), ElementsAre("deployment.scaled service/order: order scaled 4 → 6, by no HPA"));
    say(R"({"type":"MODIFIED","object":{"kind":"Deployment","metadata":{"name":"audit-v2","namespace":"shop","labels":{"app":"audit"}},"spec":{"replicas":3}}})");
    EXPECT_THAT(told(), testing::Contains("deployment.scaled service/audit: audit-v2 scaled 2 → 3, by no HPA"))
        << "at once: it has none";
}

TEST_F(ClusterStateTest, ACrashIsToldStepByStep) {
    watch("crash.ndjson");
    EXPECT_THAT(
        told(),
        ElementsAre("pod.killed pod/order-7c9d8f-aaaaa: order-7c9d8f-aaaaa: container order ended: OOMKilled, exit code 137",
                    "pod.unready pod/order-7c9d8f-aaaaa: order-7c9d8f-aaaaa is not ready",
                    "pod.backOff pod/order-7c9d8f-aaaaa: order-7c9d8f-aaaaa: container order waits: CrashLoopBackOff: "
                    "back-off 40s restarting failed container",
                    "pod.restarted pod/order-7c9d8f-aaaaa: order-7c9d8f-aaaaa: restart 3 of container order",
                    "pod.ready pod/order-7c9d8f-aaaaa: order-7c9d8f-aaaaa is ready"));
    EXPECT_EQ(m_events.front().severity, "warning");
    EXPECT_EQ(m_state.restarts().at("service/order"), 1);
}

TEST_F(ClusterStateTest, APodComesAndGoes) {
    say(pod("ADDED", "order-h-1", "u1", R"("status":{"phase":"Pending"})"));
    say(pod(
        "MODIFIED", "order-h-1", "u1",
        R"("spec":{"nodeName":"node-3"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"c","restartCount":0,"state":{"running":{}}}]})"));
    const std::string deleted = R"(,"deletionTimestamp":"2026-11-25T22:00:00Z")";
    std::string ending = pod("MODIFIED", "order-h-1", "u1", R"("spec":{"nodeName":"node-3"},"status":{"phase":"Running"})");
    ending.insert(ending.find(",\"labels\""), deleted);
    say(ending);
    say(pod("DELETED", "order-h-1", "u1", R"("status":{})"));
    EXPECT_THAT(told(), ElementsAre("pod.scheduled pod/order-h-1: order-h-1 bound to node-3",
                                    "pod.started pod/order-h-1: order-h-1: container c started",
                                    "pod.ready pod/order-h-1: order-h-1 is ready",
                                    "pod.terminating pod/order-h-1: order-h-1 is deleted"));
    const auto pods = m_state.takeNewPods();
    ASSERT_EQ(pods.size(), 1U) << "even though it is gone";
    EXPECT_EQ(pods[0].service, "order");
    say(R"({"type":"DELETED","object":{"kind":"Pod","metadata":{"name":"order-7c9d8f-aaaaa","namespace":"shop"}}})");
    EXPECT_THAT(told(), ElementsAre("pod.killed pod/order-7c9d8f-aaaaa: order-7c9d8f-aaaaa was deleted without grace"));
}

TEST_F(ClusterStateTest, AnEndingIsToldStepByStep) {
    watch("ending.ndjson");
    EXPECT_THAT(told(), ElementsAre("pod.scheduled pod/order-7c9d8f-ccccc: order-7c9d8f-ccccc bound to node-3",
                                    "pod.started pod/order-7c9d8f-ccccc: order-7c9d8f-ccccc: container order started",
                                    "pod.ready pod/order-7c9d8f-ccccc: order-7c9d8f-ccccc is ready",
                                    "pod.terminating pod/order-7c9d8f-ccccc: order-7c9d8f-ccccc is deleted",
                                    "pod.exited pod/order-7c9d8f-ccccc: order-7c9d8f-ccccc: container order ended: Completed, "
                                    "exit code 0"))
        << "its kubelet, which removes it at last, doesn't kill it";
}

TEST_F(ClusterStateTest, ARemovalAtOnceIsWithoutGrace) {
    watch("removal.ndjson");
    EXPECT_THAT(told(), testing::Contains("pod.killed pod/order-7c9d8f-ddddd: order-7c9d8f-ddddd was deleted without grace"));
    EXPECT_THAT(told(), IsEmpty()) << "once";
    EXPECT_FALSE(m_state.pods().contains({"shop", "order-7c9d8f-ddddd"}));
}

TEST_F(ClusterStateTest, WhereNothingRunsNoGraceIsMissed) {
    std::string marked = pod("MODIFIED", "order-7c9d8f-bbbbb", "u2", R"("status":{"phase":"Pending"})");
    marked.insert(marked.find(",\"labels\""), R"(,"deletionTimestamp":"2026-11-25T22:00:00Z","deletionGracePeriodSeconds":0)");
    say(marked);
    EXPECT_THAT(told(), testing::Contains("pod.terminating pod/order-7c9d8f-bbbbb: order-7c9d8f-bbbbb is deleted"));
}

TEST_F(ClusterStateTest, ANewListTellsWhatHasChangedInBetween) {
    m_state.replaceAll(Kind::Pods, {}, m_now);
    EXPECT_THAT(told(), testing::Contains("pod.terminating pod/ledger-0: ledger-0 is gone; how it went wasn't seen"));
    m_state.replaceAll(Kind::Deployments, {}, m_now);
    EXPECT_THAT(told(), testing::Contains("deployment.deleted service/order: deployment order was deleted"));
}

TEST_F(ClusterStateTest, OfTheClustersEventsWarningsAreToldAndRepetitionsNowAndThen) {
    const auto unhealthy = [](int count) {
        return R"({"type":"MODIFIED","object":{"kind":"Event","metadata":{"name":"e9","namespace":"shop"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"ledger-0"},"reason":"Unhealthy","message":"Readiness probe failed","type":"Warning","count":)" +
               std::to_string(count) + "}}";
    };
    for (int count = 1; count <= 5; ++count) say(unhealthy(count));
    EXPECT_THAT(told(), ElementsAre("pod.unhealthy pod/ledger-0: ledger-0: Unhealthy: Readiness probe failed",
                                    "pod.unhealthy pod/ledger-0: ledger-0: Unhealthy: Readiness probe failed (2 times)",
                                    "pod.unhealthy pod/ledger-0: ledger-0: Unhealthy: Readiness probe failed (4 times)"));
    say(R"({"type":"ADDED","object":{"kind":"Event","metadata":{"name":"e10","namespace":"shop"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"ledger-0"},"reason":"Pulled","message":"m","type":"Normal"}})");
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(ClusterStateTest, AnAutoscalerWithoutMetricsIsTold) {
    say(R"({"type":"MODIFIED","object":{"kind":"HorizontalPodAutoscaler","metadata":{"name":"order","namespace":"shop"},"spec":{"scaleTargetRef":{"name":"order"}},"status":{"lastScaleTime":"2026-11-25T21:00:00Z","desiredReplicas":4,"conditions":[{"type":"ScalingActive","status":"False","reason":"FailedGetResourceMetric","message":"no metrics returned"}]}}})");
    EXPECT_THAT(told(), ElementsAre("hpa.failed service/order: HPA order: FailedGetResourceMetric: no metrics returned"));
}

TEST(KubernetesNaming, FollowsTheScenario) {
    const Naming naming({"order", "audit"}, true);
    EXPECT_EQ(naming.serviceOf({"shop", "order"}, {}), "order");
    EXPECT_EQ(naming.serviceOf({"shop", "order-v2"}, {{"app.kubernetes.io/name", "order"}}), "order");
    EXPECT_EQ(naming.serviceOf({"shop", "audit-v2"}, {{"app", "audit"}}), "audit");
    EXPECT_EQ(naming.serviceOf({"shop", "other"}, {{"app", "thing"}}), "shop/other");
    EXPECT_EQ(Naming().serviceOf({"shop", "other"}, {}), "other");
}

class WorkloadTracerTest : public ClusterStateTest {
protected:
    Snapshot& snapshot() {
        m_snapshot.server = "https://server:6443";
        m_snapshot.space = "shop";
        m_snapshot.naming = m_state.naming();
        m_snapshot.workloads.clear();
        m_snapshot.pods.clear();
        m_snapshot.autoscalers.clear();
        for (const auto type : {Workload::Type::Deployment, Workload::Type::StatefulSet})
            if (m_snapshot.isKnown(type == Workload::Type::Deployment ? Kind::Deployments : Kind::StatefulSets))
                for (const auto& [name, workload] : m_state.workloads(type)) m_snapshot.workloads.push_back(workload);
        if (m_snapshot.isKnown(Kind::Pods))
            for (const auto& [name, one] : m_state.pods()) {
                m_snapshot.pods.push_back(one);
                if (const std::string service = m_state.serviceOf(one); !service.empty())
                    m_snapshot.serviceOfPod[name.name] = service;
            }
        if (m_snapshot.isKnown(Kind::Autoscalers))
            for (const auto& [name, scaler] : m_state.autoscalers()) m_snapshot.autoscalers.push_back(scaler);
        m_snapshot.restarts = m_state.restarts();
        m_snapshot.events = m_state.takeEvents(m_now);
        return m_snapshot;
    }
    void frame() {
        m_now = m_now + second;
        m_tracer.take(snapshot(), m_now);
        m_live.frame(m_now);
    }
    double last(const std::string& element, const std::string& series) {
        const trace::Series* found = m_trace.findSeries(element, series);
        EXPECT_NE(found, nullptr) << element << " " << series;
        return found == nullptr ? -1 : m_trace.column(found->index).back();
    }
    std::vector<std::string> events(const std::string& prefix) {
        std::vector<std::string> all;
        for (const trace::Event& event : m_trace.events())
            if (event.kind.starts_with(prefix)) all.push_back(event.kind + ": " + event.summary);
        return all;
    }
    void know(Kind kind, bool isKnown, const std::string& error = {}) {
        KindState& state = m_snapshot.states.at(static_cast<std::size_t>(kind));
        state.isKnown = isKnown;
        state.error = error.empty() ? std::nullopt : std::optional(Error{Error::Kind::Refused, error, false});
    }
    void knowAll() {
        for (const KindOfThing& thing : kinds) know(thing.kind, true);
    }

    Snapshot m_snapshot;
    trace::MemoryTrace m_trace;
    LiveTrace m_live{m_trace};
    WorkloadTracer m_tracer{m_live};
};

TEST_F(WorkloadTracerTest, TellsWhatASimulationWouldByTheSameNames) {
    knowAll();
    frame();
    EXPECT_EQ(last("service/order", "replicas"), 4);
    EXPECT_EQ(last("service/order", "readyReplicas"), 3);
    EXPECT_EQ(last("service/order", "pendingPods"), 1);
    EXPECT_EQ(last("service/order", "hpaCurrent.cpu"), 0.83);
    EXPECT_EQ(last("service/order", "hpaTarget.cpu"), 0.6);
    EXPECT_EQ(last("service/order", "hpaMax"), 8);
    EXPECT_EQ(last("service/audit", "replicas"), 2) << "by its label";
    EXPECT_TRUE(std::isnan(last("service/fresh", "readyReplicas")));
    EXPECT_EQ(last("pod/order-7c9d8f-aaaaa", "ready"), 1);
    EXPECT_TRUE(std::isnan(last("pod/debug", "ready")));
    EXPECT_THAT(events("observer"), ElementsAre("observer.connected: Kubernetes https://server:6443: namespace shop"));
    watch("crash.ndjson");
    frame();
    EXPECT_EQ(last("service/order", "restarts"), 1);
    EXPECT_EQ(last("pod/order-7c9d8f-aaaaa", "restarts"), 1);
    EXPECT_THAT(events("pod.killed"), testing::SizeIs(1));
}

TEST_F(WorkloadTracerTest, WhatMayNotBeLookedAtIsUnknown) {
    knowAll();
    frame();
    know(Kind::Pods, false, "pods may not be looked at (403)");
    know(Kind::Deployments, false, "broken");
    frame();
    EXPECT_TRUE(std::isnan(last("service/order", "replicas")));
    EXPECT_TRUE(std::isnan(last("service/ledger", "pendingPods")));
    EXPECT_EQ(last("service/ledger", "replicas"), 1);
    EXPECT_TRUE(std::isnan(last("pod/order-7c9d8f-aaaaa", "ready")));
    frame();
    EXPECT_THAT(events("observer.problem"),
                ElementsAre("observer.problem: broken", "observer.problem: pods may not be looked at (403)"))
        << "once each";
    knowAll();
    frame();
    EXPECT_EQ(last("service/order", "replicas"), 4);
    EXPECT_THAT(events("observer.solved"), testing::SizeIs(2));
}

TEST_F(WorkloadTracerTest, ServicesOfSeveralWorkloadsAddThemUp) {
    say(R"({"type":"ADDED","object":{"kind":"Deployment","metadata":{"name":"order-canary","namespace":"shop","labels":{"app":"order"}},"spec":{"replicas":1},"status":{"observedGeneration":1,"readyReplicas":1}}})");
    knowAll();
    frame();
    EXPECT_EQ(last("service/order", "replicas"), 5);
    EXPECT_EQ(last("service/order", "readyReplicas"), 4);
    say(R"({"type":"MODIFIED","object":{"kind":"Deployment","metadata":{"name":"order-canary","namespace":"shop","labels":{"app":"order"}},"spec":{},"status":{}}})");
    frame();
    EXPECT_TRUE(std::isnan(last("service/order", "replicas"))) << "a sum with something unknown is unknown";
}

TEST_F(WorkloadTracerTest, WhoIsGoneIsNotReady) {
    knowAll();
    frame();
    say(R"({"type":"DELETED","object":{"kind":"Pod","metadata":{"name":"ledger-0","namespace":"shop"}}})");
    frame();
    EXPECT_EQ(last("pod/ledger-0", "ready"), 0);
    frame();
    EXPECT_TRUE(std::isnan(last("pod/ledger-0", "ready")));
}

}  // namespace
}  // namespace headroom::connectors::kubernetes
