#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/kubernetes/api_answers.h"
#include "connectors/kubernetes/base64.h"
#include "tests/fuzz/kubernetes/kubernetes_exercise.h"

namespace headroom::connectors::kubernetes {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string answer(const std::string& name) {
    std::ifstream file(std::string(HEADROOM_KUBERNETES_ANSWERS) + "/" + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

ListPage page(Kind kind) {
    auto read = readListPage(kind, answer(std::string(thingOf(kind).resource) + ".json"), "server");
    EXPECT_TRUE(read) << read.error().message;
    return read ? read.value() : ListPage{};
}

/// The one of this name in namespace "shop".
template <class T>
T object(Kind kind, const std::string& name) {
    const ListPage list = page(kind);
    const auto found = std::ranges::find_if(list.objects, [&](const Object& one) {
        return nameOf(one) == ObjectName{"shop", name};
    });
    EXPECT_NE(found, list.objects.end()) << name;
    return found == list.objects.end() ? T{} : std::get<T>(*found);
}

AutoscalerMetric metricOf(const Autoscaler& scaler, const std::string& name) {
    const auto found = std::ranges::find(scaler.metrics, name, &AutoscalerMetric::name);
    EXPECT_NE(found, scaler.metrics.end()) << name;
    return found == scaler.metrics.end() ? AutoscalerMetric{} : *found;
}

std::string listOf(const std::string& item) {
    return R"({"kind":"List","metadata":{"resourceVersion":"1"},"items":[)" + item + "]}";
}

TEST(KubernetesAnswers, TellOfDeployments) {
    const ListPage list = page(Kind::Deployments);
    EXPECT_NE(list.resourceVersion, "");
    EXPECT_EQ(list.objects.size(), 3U);
    EXPECT_EQ(list.senseless, 0U);
    const auto order = object<Workload>(Kind::Deployments, "order");
    EXPECT_EQ(order.name, (ObjectName{"shop", "order"}));
    EXPECT_EQ(order.labels.at("app.kubernetes.io/name"), "order");
    EXPECT_EQ(order.wanted, 4);
    EXPECT_EQ(order.ready, 3);
    EXPECT_EQ(order.updated, 4);
    EXPECT_EQ(order.trouble, "");
    const auto audit = object<Workload>(Kind::Deployments, "audit-v2");
    EXPECT_EQ(audit.ready, 0) << "left out where its controller has looked";
    EXPECT_THAT(audit.trouble, HasSubstr("ProgressDeadlineExceeded"));
    const auto fresh = object<Workload>(Kind::Deployments, "fresh");
    EXPECT_EQ(fresh.wanted, 1);
    EXPECT_EQ(fresh.ready, std::nullopt) << "its controller has said nothing yet";
}

TEST(KubernetesAnswers, TellOfPods) {
    const Pod running = object<Pod>(Kind::Pods, "order-7c9d8f-aaaaa");
    EXPECT_EQ(running.workload(), "order");
    EXPECT_EQ(running.phase, "Running");
    EXPECT_EQ(running.node, "node-1");
    EXPECT_EQ(running.isReady, true);
    EXPECT_EQ(running.restarts(), 2);
    EXPECT_EQ(running.containers->at(0).lastEnd->reason, "OOMKilled");
    EXPECT_EQ(running.containers->at(0).lastEnd->exitCode, 137);
    const Pod pending = object<Pod>(Kind::Pods, "order-7c9d8f-bbbbb");
    EXPECT_EQ(pending.isReady, false);
    EXPECT_EQ(pending.restarts(), 0);
    EXPECT_EQ(pending.unschedulable, "0/3 nodes are available: 3 Insufficient cpu.");
    EXPECT_EQ(object<Pod>(Kind::Pods, "ledger-0").workload(), "ledger");
    const Pod debug = object<Pod>(Kind::Pods, "debug");
    EXPECT_EQ(debug.workload(), "");
    EXPECT_EQ(debug.isReady, std::nullopt) << "its kubelet is silent";
    EXPECT_EQ(debug.restarts(), std::nullopt) << "it runs, and nobody says of its containers";
}

TEST(KubernetesAnswers, TellOfAutoscalers) {
    const Autoscaler scaler = object<Autoscaler>(Kind::Autoscalers, "order");
    EXPECT_EQ(scaler.target, "order");
    EXPECT_EQ(scaler.least, 2);
    EXPECT_EQ(scaler.most, 8);
    EXPECT_EQ(scaler.desired, 4);
    ASSERT_EQ(scaler.metrics.size(), 3U);
    const AutoscalerMetric cpu = metricOf(scaler, "cpu");
    EXPECT_EQ(cpu.unit, "%");
    EXPECT_EQ(cpu.current, 83);
    EXPECT_EQ(cpu.target, 60);
    const AutoscalerMetric memory = metricOf(scaler, "memory");
    EXPECT_EQ(memory.unit, "B");
    EXPECT_EQ(memory.target, 536870912);
    EXPECT_EQ(memory.current, 268435456);
    EXPECT_EQ(metricOf(scaler, "lag").target, 1000);
    EXPECT_EQ(metricOf(scaler, "lag").current, std::nullopt) << "the controller has none";
    EXPECT_EQ(scaler.findCondition("ScalingLimited")->reason, "DesiredWithinRange");
    const auto unseen = readListPage(
        Kind::Autoscalers, listOf(R"({"metadata":{"name":"a"},"status":{"currentReplicas":0,"desiredReplicas":0}})"), "server");
    EXPECT_EQ(std::get<Autoscaler>(unseen.value().objects.at(0)).desired, std::nullopt) << "its controller hasn't looked yet";
}

TEST(KubernetesAnswers, LeaveUnknownWhatMakesNoSense) {
    const auto read = readListPage(
        Kind::Deployments,
        listOf(R"({"metadata":{"name":"a"},"spec":{"replicas":"four"},"status":{"observedGeneration":1,"readyReplicas":-1}},
                  {"metadata":{"name":7}}, 12, null)"),
        "server");
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().senseless, 3U);
    const auto only = std::get<Workload>(read.value().objects.at(0));
    EXPECT_EQ(only.wanted, std::nullopt);
    EXPECT_EQ(only.ready, std::nullopt);
    EXPECT_EQ(only.updated, 0);
}

TEST(KubernetesAnswers, ThatAreNoneAreRefused) {
    for (const char* text :
         {"", "<html>", "[]", "{}", R"({"kind":"Status","metadata":{},"status":"Failure"})",
          R"({"kind":"PodList","metadata":{},"items":[]})", R"({"kind":"PodList","metadata":{"resourceVersion":"1"}})"}) {
        const auto read = readListPage(Kind::Pods, text, "https://server:1/api/v1/pods");
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().message,
                    AllOf(HasSubstr("https://server:1/api/v1/pods"), HasSubstr("is it a Kubernetes API server?")));
    }
}

TEST(KubernetesAnswers, OfWatchesAreUnderstood) {
    const auto line = [](const std::string& text) { return readWatchLine(Kind::Pods, text, "server"); };
    const auto put = line(R"({"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"7"}}})").value();
    EXPECT_EQ(put.type, WatchNotice::Type::Put);
    EXPECT_EQ(put.resourceVersion, "7");
    EXPECT_EQ(line(R"({"type":"DELETED","object":{"metadata":{"name":"a"}}})").value().type, WatchNotice::Type::Removed);
    EXPECT_EQ(line(R"({"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}})").value().resourceVersion, "9");
    EXPECT_EQ(line(R"({"type":"ADDED","object":{"metadata":{"resourceVersion":"8"}}})").value().type, WatchNotice::Type::Nothing);
    EXPECT_EQ(line(R"({"type":"ERROR","object":{"kind":"Status","reason":"Expired","code":410}})").value().type,
              WatchNotice::Type::Expired);
    EXPECT_THAT(line(R"({"type":"ERROR","object":{"kind":"Status","code":500,"message":"etcd is away"}})").error().message,
                HasSubstr("etcd is away"));
    EXPECT_FALSE(line(R"({"type":"ADDED","object":{"metadata":{"na)")) << "half an object";
    EXPECT_FALSE(line("7"));
}

TEST(KubernetesAnswers, AreRefusalsThatSayWhatToDo) {
    const std::string body =
        R"({"kind":"Status","message":"pods is forbidden: User \"me\" cannot list resource \"pods\"","code":403})";
    const Error forbidden = errorOfAnswer(Kind::Pods, "shop", 403, body, "https://server:6443");
    EXPECT_EQ(forbidden.kind, Error::Kind::Refused);
    EXPECT_EQ(
        forbidden.message,
        "pods in namespace shop may not be looked at (403): pods is forbidden: User \"me\" cannot list resource \"pods\"; a Role "
        "needs the rule {apiGroups: [\"\"], resources: [pods], verbs: [get, list, watch]}");
    EXPECT_THAT(errorOfAnswer(Kind::Autoscalers, "", 403, "", "s").message,
                AllOf(HasSubstr("in all namespaces"), HasSubstr("a ClusterRole needs"), HasSubstr("[\"autoscaling\"]")));
    EXPECT_THAT(errorOfAnswer(Kind::Pods, "shop", 401, "", "s").message, HasSubstr("asks for other credentials (401)"));
    EXPECT_EQ(errorOfAnswer(Kind::Autoscalers, "shop", 404, "", "s").kind, Error::Kind::Unsupported);
    EXPECT_TRUE(errorOfAnswer(Kind::Pods, "shop", 503, "", "s").retriable);
}

TEST(KubernetesAnswers, OfARealServerThatRefusesAreUnderstood) {
    const Error forbidden = errorOfAnswer(Kind::Autoscalers, "shop", 403, answer("forbidden.json"), "https://server:6443");
    EXPECT_THAT(forbidden.message, HasSubstr("(403): horizontalpodautoscalers.autoscaling is forbidden: User \"observer\" cannot "
                                             "list resource \"horizontalpodautoscalers\" in API group \"autoscaling\""));
    EXPECT_EQ(messageOfStatus(answer("unauthorized.json")), "Unauthorized");
    EXPECT_THAT(messageOfStatus(answer("pods_part_late.json")), HasSubstr("continue parameter is too old"));
    EXPECT_FALSE(readListPage(Kind::Pods, answer("pods_part_late.json"), "server")) << "although it says how to go on";
    EXPECT_EQ(readWatchLine(Kind::Events, answer("expired.ndjson"), "server").value().type, WatchNotice::Type::Expired);
}

TEST(KubernetesAnswers, LinesArePutTogetherHoweverTheyAreCut) {
    const std::string text = "{\"a\":1}\n\n{\"b\":2}\r\nrest";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        LineBuffer buffer;
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < text.size(); at += size)
            EXPECT_TRUE(buffer.feed(std::string_view(text).substr(at, size), [&](std::string_view line) {
                lines.emplace_back(line);
                return true;
            }));
        EXPECT_THAT(lines, ElementsAre("{\"a\":1}", "{\"b\":2}\r"));
        EXPECT_TRUE(buffer.hasRest());
    }
    LineBuffer endless;
    EXPECT_FALSE(endless.feed(std::string(LineBuffer::longestLine + 1, 'x'), [](std::string_view) { return true; }));
}

TEST(Base64, IsTakenBackOrRefused) {
    EXPECT_EQ(decodeBase64("aGVhZHJvb20="), "headroom");
    EXPECT_EQ(decodeBase64("aGVh\nZHJv\r\nb20x"), "headroom1");
    EXPECT_EQ(decodeBase64(""), "");
    for (const char* text : {"a", "aGV", "aGVh=", "=aGV", "aG=h", "a===", "aGV*", "aGVh aGVh"})
        EXPECT_EQ(decodeBase64(text), std::nullopt) << text;
}

/// Answers with something wrong in them: a part left out, doubled or overwritten, in bytes and in whole values.
class BrokenKubernetesAnswers : public testing::TestWithParam<unsigned> {};

TEST_P(BrokenKubernetesAnswers, BreakNothing) {
    unsigned long long state = GetParam() * 6364136223846793005ULL + 1442695040888963407ULL;
    const auto draw = [&state](std::size_t below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state >> 33U) % below);
    };
    static const std::vector<std::string> values{
        "null", "-1", "1e999", "\"\"", "[]", "{}", "99999999999999999999", "\"\\ud83d\\ude00\"", "true"};
    for (const char* name :
         {"deployments.json", "statefulsets.json", "pods.json", "horizontalpodautoscalers.json", "events.json", "scale_up.ndjson",
          "crash.ndjson", "ending.ndjson", "removal.ndjson", "expired.ndjson", "pods_part_1.json", "forbidden.json"}) {
        const std::string whole = answer(name);
        for (int trial = 0; trial < 25; ++trial) {
            std::string text = whole;
            for (std::size_t i = draw(4); i < 4; ++i) {
                const std::size_t at = draw(text.size());
                switch (draw(4)) {
                    case 0: text.erase(at, 1 + draw(40)); break;
                    case 1: text.insert(at, text.substr(draw(text.size()), draw(60))); break;
                    case 2: text[at] = static_cast<char>(draw(256)); break;
                    default:
                        if (const std::size_t colon = text.find(':', at); colon != std::string::npos) {
                            const std::size_t end = std::min(text.find_first_of(",}]", colon), text.size());
                            text.replace(colon + 1, end - colon - 1, values[draw(values.size())]);
                        }
                }
                if (text.empty()) text = "{";
            }
            EXPECT_EQ(exerciseKubernetes(text), "") << name << " " << trial;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BrokenKubernetesAnswers, testing::Range(1U, 9U));

}  // namespace
}  // namespace headroom::connectors::kubernetes
