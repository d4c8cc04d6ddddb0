#include "app/live/source_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "app/live/kubernetes_watch.h"
#include "app/stream/interruption.h"

namespace headroom::live {
namespace {

using connectors::Error;
namespace kafka = connectors::kafka;
namespace kubernetes = connectors::kubernetes;
namespace prometheus = connectors::prometheus;

constexpr int badInput = 2;
constexpr int badEnvironment = 3;

int statusOf(const Error& error) {
    return error.kind == Error::Kind::BadConfiguration ? badInput : badEnvironment;
}

int say(const Error& error) {
    std::printf("%s\n", error.message.c_str());
    return statusOf(error);
}

bool isInterrupted() {
    return stream::interrupted != 0;
}

std::string counted(std::size_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

int checkKafka(const LiveOptions& options) {
    auto observer = kafka::Observer::create(options.client, options.scope);
    if (!observer) return say(observer.error());
    const auto seen = observer.value()->observe(isInterrupted);
    if (!seen) return say(seen.error());
    const kafka::Snapshot& snapshot = seen.value();
    const auto topics = std::ranges::count_if(snapshot.topics, [](const kafka::Topic& topic) { return !topic.isInternal(); });
    std::printf("Kafka %s: %s, %s, %s\n", options.client.bootstrap.c_str(), counted(snapshot.brokers.size(), "broker").c_str(),
                counted(static_cast<std::size_t>(topics), "topic").c_str(), counted(snapshot.groups.size(), "group").c_str());
    for (const Error& problem : snapshot.problems) std::printf("  %s\n", problem.message.c_str());
    return 0;
}

/// "services order, audit; store ledger"; empty where nothing is known of anybody.
std::string elementsIn(const prometheus::Snapshot& snapshot) {
    std::string all;
    std::string kind;
    for (const prometheus::ElementFigures& figures : snapshot.elements) {
        all += figures.kind == kind ? ", " : (all.empty() ? "" : "; ") + figures.kind + " ";
        all += figures.name;
        kind = figures.kind;
    }
    return all;
}

int checkFigures(const LiveOptions& options) {
    auto observer = prometheus::Observer::create(*options.figures);
    if (!observer) return say(observer.error());
    const auto seen = observer.value()->observe(isInterrupted);
    if (!seen) return say(seen.error());
    int status = 0;
    for (const prometheus::SourceState& source : seen.value().sources) {
        if (source.error) status = std::max(status, say(*source.error));
        if (!source.error) std::printf("%s: %s\n", source.source.c_str(), counted(source.samples, "sample").c_str());
    }
    const std::string elements = elementsIn(seen.value());
    std::printf("%s\n", elements.empty() ? "no series says anything of a service: --mapping says which do" : elements.c_str());
    return status;
}

std::string counted(const kubernetes::Snapshot& snapshot, kubernetes::Kind kind, std::size_t count) {
    const kubernetes::KindOfThing& thing = kubernetes::thingOf(kind);
    return snapshot.isKnown(kind) ? counted(count, std::string(thing.singular).c_str()) : "";
}

int checkCluster(const LiveOptions& options) {
    auto observer = watchCluster(options, nullptr, std::chrono::steady_clock::now());
    if (!observer) return say(observer.error());
    const kubernetes::Snapshot snapshot = observer.value()->firstSnapshot(isInterrupted);
    if (const auto error = snapshot.blindness()) return say(*error);
    const auto deployments =
        std::ranges::count(snapshot.workloads, kubernetes::Workload::Type::Deployment, &kubernetes::Workload::type);
    std::string all;
    using kubernetes::Kind;
    for (const std::string& part :
         {counted(snapshot, Kind::Deployments, static_cast<std::size_t>(deployments)),
          counted(snapshot, Kind::StatefulSets, snapshot.workloads.size() - static_cast<std::size_t>(deployments)),
          counted(snapshot, Kind::Pods, snapshot.pods.size()), counted(snapshot, Kind::Autoscalers, snapshot.autoscalers.size())})
        if (!part.empty()) all += (all.empty() ? "" : ", ") + part;
    if (snapshot.isKnown(Kind::Events)) all += (all.empty() ? "" : "; ") + std::string("events are seen");
    std::printf("Kubernetes %s, %s: %s\n", snapshot.server.c_str(),
                snapshot.space.empty() ? "all namespaces" : ("namespace " + snapshot.space).c_str(), all.c_str());
    for (const kubernetes::KindState& state : snapshot.states)
        if (state.error) std::printf("  %s\n", state.error->message.c_str());
    return 0;
}

}  // namespace

int checkSources(const LiveOptions& options) {
    const int ofKafka = options.client.bootstrap.empty() ? 0 : checkKafka(options);
    const int ofFigures = options.figures ? checkFigures(options) : 0;
    const int ofCluster = options.kubernetes ? checkCluster(options) : 0;
    const bool isBad = ofKafka == badInput || ofFigures == badInput || ofCluster == badInput;
    return isBad ? badInput : std::max({ofKafka, ofFigures, ofCluster});
}

}  // namespace headroom::live
