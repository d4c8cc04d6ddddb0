#include "app/live/source_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "app/stream/interruption.h"

namespace headroom::live {
namespace {

using connectors::Error;
namespace kafka = connectors::kafka;
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

}  // namespace

int checkSources(const LiveOptions& options) {
    const int ofKafka = options.client.bootstrap.empty() ? 0 : checkKafka(options);
    const int ofFigures = options.figures ? checkFigures(options) : 0;
    return ofKafka == badInput || ofFigures == badInput ? badInput : std::max(ofKafka, ofFigures);
}

}  // namespace headroom::live
