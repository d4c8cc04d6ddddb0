// The observer and headroom live against a real kube-apiserver. There are no controllers: the test writes what they would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "connectors/kubernetes/observer.h"
#include "tests/golden/cli/program.h"
#include "tests/integration/kubernetes/api_writer.h"

namespace headroom {
namespace {

using namespace connectors::kubernetes;
using integration::ApiWriter;
using testing::Contains;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

const std::string deployments = "/apis/apps/v1/namespaces/default/deployments";
const std::string pods = "/api/v1/namespaces/default/pods";
const std::string autoscalers = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
const std::string events = "/api/v1/namespaces/default/events";
const std::string rights = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/";

const std::map<std::string, std::string> collections{
    {"Deployment", deployments},
    {"HorizontalPodAutoscaler", autoscalers},
    {"Service", "/api/v1/namespaces/default/services"},
    {"ConfigMap", "/api/v1/namespaces/default/configmaps"},
    {"Secret", "/api/v1/namespaces/default/secrets"},
};
/// What Strimzi, KEDA and kustomize know, and this server doesn't.
const std::set<std::string> ofOthers{"KafkaTopic", "ScaledObject", "Kustomization"};

std::unique_ptr<ApiWriter> theCluster;

/// The manifests of a folder and those below, one object each.
std::vector<std::string> manifestsOf(const std::string& folder) {
    std::vector<std::string> manifests;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        manifests.emplace_back();
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            if (line == "---")
                manifests.emplace_back();
            else
                manifests.back() += line + '\n';
    }
    return manifests;
}

std::string kindOf(const std::string& manifest) {
    const std::string name = "\nkind: ";
    const std::size_t at = ("\n" + manifest).find(name);
    if (at == std::string::npos) return {};
    return manifest.substr(at + name.size() - 1, manifest.find('\n', at) - at - name.size() + 1);
}

std::string podNamed(const std::string& name) {
    return R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name +
           R"(","labels":{"app":"order","pod-template-hash":"7c9"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"order-7c9","uid":"r1","controller":true}]},"spec":{"containers":[{"name":"order","image":"order:1"}]}})";
}

std::string running(int restarts, const std::string& state, const std::string& last, bool isReady) {
    return R"({"status":{"phase":"Running","conditions":[{"type":"Ready","status":")" + std::string(isReady ? "True" : "False") +
           R"("}],"containerStatuses":[{"name":"order","image":"order:1","imageID":"","ready":)" + (isReady ? "true" : "false") +
           R"(,"restartCount":)" + std::to_string(restarts) + R"(,"state":)" + state + R"(,"lastState":)" + last + "}]}}";
}

class RealApiserver : public testing::Test {
protected:
    static ApiWriter& cluster() { return *theCluster; }

    static std::unique_ptr<Observer> watch(const std::string& kubeconfig, FeedOptions feed = {}) {
        AccessOptions options;
        options.kubeconfig = kubeconfig;
        auto access = findAccess(options, {});
        if (!access) throw std::runtime_error(access.error().message);
        ObserverOptions watched;
        watched.feed = feed;
        watched.feed.firstPause = model::Duration::milliseconds(100);
        watched.feed.longestPause = model::Duration::milliseconds(500);
        auto observer = Observer::begin(std::move(access.value()), watched);
        if (!observer) throw std::runtime_error(observer.error().message);
        return std::move(observer.value());
    }
    /// Looks until this is so; what was told on the way is kept.
    bool sees(Observer& observer, const std::function<bool(const Snapshot&)>& holds) {
        for (const auto end = Clock::now() + std::chrono::seconds(60); Clock::now() < end;) {
            const Snapshot now = observer.snapshot();
            for (const trace::Event& event : now.events) m_told.push_back(event.kind + ": " + event.summary);
            if (holds(now)) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return false;
    }
    bool isTold(const std::string& begin) const {
        return std::ranges::any_of(m_told, [&](const std::string& told) { return told.starts_with(begin); });
    }

    std::vector<std::string> m_told;
};

TEST_F(RealApiserver, RightsAreAskedForOneByOne) {
    const auto observer = watch(cluster().observer());
    const Snapshot blind = observer->firstSnapshot([] { return false; });
    for (const KindOfThing& thing : kinds) {
        ASSERT_TRUE(blind.state(thing.kind).error) << thing.resource;
        EXPECT_THAT(blind.state(thing.kind).error->message, HasSubstr(rightsFor(thing.kind)));
        EXPECT_THAT(blind.state(thing.kind).error->message, HasSubstr("User \"observer\" cannot list resource"));
    }
    std::string rules;
    for (const KindOfThing& thing : kinds)
        rules += std::string(rules.empty() ? "" : ",") + R"({"apiGroups":[")" + std::string(thing.group) +
                 R"("],"resources":[")" + std::string(thing.resource) + R"("],"verbs":["get","list","watch"]})";
    cluster().create(rights + "roles", R"({"metadata":{"name":"headroom-live"},"rules":[)" + rules + "]}");
    cluster().create(
        rights + "rolebindings",
        R"({"metadata":{"name":"headroom-live"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"headroom-live"},"subjects":[{"kind":"User","name":"observer","apiGroup":"rbac.authorization.k8s.io"}]})");
    EXPECT_TRUE(sees(*observer, [](const Snapshot& now) {
        return std::ranges::all_of(now.states, [](const KindState& state) { return state.isKnown; });
    })) << "as docs/live.md says";
}

TEST_F(RealApiserver, WhatControllersWriteIsSeen) {
    cluster().create(
        deployments,
        R"({"metadata":{"name":"order","labels":{"app":"order"}},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"order"}},"template":{"metadata":{"labels":{"app":"order"}},"spec":{"containers":[{"name":"order","image":"order:1"}]}}}})");
    cluster().create(
        autoscalers,
        R"({"metadata":{"name":"order"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"order"},"minReplicas":2,"maxReplicas":8,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}]}})");
    const auto observer = watch(cluster().administrator());
    const Snapshot first = observer->firstSnapshot([] { return false; });
    ASSERT_EQ(first.workloads.size(), 1U);
    EXPECT_EQ(first.workloads[0].wanted, 2);
    EXPECT_EQ(first.workloads[0].ready, std::nullopt) << "no controller has written a status";
    EXPECT_EQ(first.autoscalers.at(0).desired, std::nullopt);
    cluster().patch(
        deployments + "/order/status",
        R"({"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"readyReplicas":1,"availableReplicas":1,"unavailableReplicas":1}})");
    EXPECT_TRUE(sees(*observer, [](const Snapshot& now) { return now.workloads.at(0).ready == 1; }));
    cluster().create(pods, podNamed("order-7c9-a"));
    cluster().create(
        pods + "/order-7c9-a/binding",
        R"({"apiVersion":"v1","kind":"Binding","metadata":{"name":"order-7c9-a"},"target":{"apiVersion":"v1","kind":"Node","name":"node-1"}})");
    cluster().patch(pods + "/order-7c9-a/status", running(0, R"({"running":{"startedAt":"2026-11-25T22:00:00Z"}})", "{}", true));
    cluster().patch(pods + "/order-7c9-a/status",
                    running(1, R"({"running":{"startedAt":"2026-11-25T22:01:00Z"}})",
                            R"({"terminated":{"exitCode":137,"reason":"OOMKilled","finishedAt":"2026-11-25T22:00:59Z"}})", true));
    EXPECT_TRUE(sees(*observer, [&](const Snapshot&) { return isTold("pod.restarted"); }));
    EXPECT_THAT(m_told, Contains("pod.scheduled: order-7c9-a bound to node-1"));
    EXPECT_THAT(m_told, Contains("pod.ready: order-7c9-a is ready"));
    EXPECT_THAT(m_told, Contains("pod.killed: order-7c9-a: container order ended: OOMKilled, exit code 137"));
    cluster().patch(deployments + "/order", R"({"spec":{"replicas":4}})");
    cluster().create(
        events,
        R"({"metadata":{"name":"order.1"},"involvedObject":{"kind":"HorizontalPodAutoscaler","namespace":"default","name":"order"},"reason":"SuccessfulRescale","message":"New size: 4; reason: cpu resource utilization (percentage of request) above target","type":"Normal","count":1,"source":{"component":"horizontal-pod-autoscaler"}})");
    cluster().patch(
        autoscalers + "/order/status",
        R"({"status":{"lastScaleTime":"2026-11-25T22:02:00Z","currentReplicas":2,"desiredReplicas":4,"currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":97,"averageValue":"97m"}}}],"conditions":[{"type":"AbleToScale","status":"True","reason":"SucceededRescale","message":"m"},{"type":"ScalingLimited","status":"False","reason":"DesiredWithinRange","message":"m"}]}})");
    EXPECT_TRUE(sees(*observer, [&](const Snapshot&) { return isTold("hpa.scaled"); }));
    EXPECT_THAT(m_told,
                Contains(HasSubstr(
                    "HPA scaled order 2 → 4: cpu resource utilization (percentage of request) above target; cpu 97 % of 60 %; "
                    "allowed 2–8")));
    cluster().remove(pods + "/order-7c9-a", true);
    EXPECT_TRUE(sees(*observer, [](const Snapshot& now) { return now.pods.empty(); }));
    EXPECT_THAT(m_told, Contains("pod.killed: order-7c9-a was deleted without grace"));
}

TEST_F(RealApiserver, ListsComeInParts) {
    constexpr int many = 25;
    for (int i = 0; i < many; ++i) cluster().create(pods, podNamed("many-" + std::to_string(i)));
    FeedOptions feed;
    feed.page = 7;
    const auto observer = watch(cluster().administrator(), feed);
    EXPECT_EQ(observer->firstSnapshot([] { return false; }).pods.size(), static_cast<std::size_t>(many));
    for (int i = 0; i < many; ++i) cluster().remove(pods + "/many-" + std::to_string(i), true);
    EXPECT_TRUE(sees(*observer, [](const Snapshot& now) { return now.pods.empty(); }));
}

TEST_F(RealApiserver, AWrongTokenIsOneClearMessage) {
    std::ifstream file(cluster().observer());
    std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::size_t at = text.find("token: ") + 7;
    text.replace(at, text.find('}', at) - at, "wrong");
    const std::string path = freshPath("wrong");
    std::ofstream(path) << text;
    const auto error = watch(path)->firstSnapshot([] { return false; }).blindness();
    ASSERT_TRUE(error);
    EXPECT_THAT(error->message, HasSubstr("asks for other credentials (401)"));
}

TEST_F(RealApiserver, HeadroomLiveSeesIt) {
    const Outcome outcome =
        run({HEADROOM_PROGRAM, "live", "--kubernetes", "--kubeconfig", cluster().administrator(), "--once", "--format", "json"});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const auto seen = nlohmann::json::parse(outcome.output)["kubernetes"];
    EXPECT_EQ(seen["namespace"], "default");
    EXPECT_TRUE(seen["problems"].empty()) << seen["problems"];
}

TEST_F(RealApiserver, TakesWhatIsExported) {
    const std::string folder = freshPath("exported");
    const Outcome outcome = run({HEADROOM_PROGRAM, "export", "kubernetes", HEADROOM_SCENARIO, "--output", folder});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    std::set<std::string> taken;
    for (const std::string& manifest : manifestsOf(folder)) {
        const std::string kind = kindOf(manifest);
        if (ofOthers.contains(kind)) continue;
        ASSERT_TRUE(collections.contains(kind)) << kind << " in:\n" << manifest;
        EXPECT_NO_THROW(cluster().tryCreating(collections.at(kind), manifest)) << manifest;
        taken.insert(kind);
    }
    EXPECT_EQ(taken.size(), collections.size()) << "kinds";
}

TEST_F(RealApiserver, RefusesAFieldItDoesNotKnow) {
    const std::string manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: strict\ndata:\n  a: b\nnoSuchField: 1\n";
    EXPECT_THROW(cluster().tryCreating(collections.at("ConfigMap"), manifest), std::runtime_error);
}

}  // namespace
}  // namespace headroom

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    std::signal(SIGPIPE, SIG_IGN);  // as every program of ours does: the other side may be gone
    try {
        if (!testing::GTEST_FLAG(list_tests)) headroom::theCluster = std::make_unique<headroom::integration::ApiWriter>();
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "FAILED: %s\n", error.what());
        return 1;
    }
    const int status = RUN_ALL_TESTS();
    headroom::theCluster.reset();
    return status;
}
