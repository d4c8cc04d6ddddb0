#include "app/live/discovery.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "app/live/new_file.h"
#include "app/stream/interruption.h"
#include "connectors/overlay/discovery.h"
#include "model/scenario/reader.h"

namespace headroom::live {
namespace {

using connectors::Error;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t stepMilliseconds = 50;

bool isInterrupted() {
    return stream::interrupted != 0;
}

void waitUntil(Clock::time_point then) {
    while (!isInterrupted() && Clock::now() < then) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(then - Clock::now()).count();
        poll(nullptr, 0, static_cast<int>(std::clamp<std::int64_t>(left, 1, stepMilliseconds)));
    }
}

/// What a reader would refuse is not worth writing.
std::optional<Error> refusal(const std::string& text, const std::string& path) {
    const model::ReadResult read = model::readScenarioText(text, path);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error)
            return Error{Error::Kind::Failed, "what was found makes no scenario: " + model::toString(diagnostic), false};
    return std::nullopt;
}

std::string counted(std::size_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::optional<Error> discover(connectors::kafka::Observer& observer, const LiveOptions& options) {
    const std::string& path = options.discoverPath;
    std::error_code ignored;
    if (!options.mayReplace && std::filesystem::exists(path, ignored))
        return Error{Error::Kind::BadConfiguration, path + " is there already; --force replaces it", false};
    auto first = observer.observe(isInterrupted);
    if (!first) return first.error();
    const Clock::time_point began = Clock::now();
    waitUntil(began + std::chrono::nanoseconds(options.interval.ns));
    auto last = observer.observe(isInterrupted);
    if (!last) return last.error();
    if (isInterrupted()) return Error{Error::Kind::Failed, "interrupted; nothing was written", false};
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    const std::string name = std::filesystem::path(path).stem().string();
    const std::string text = connectors::overlay::scenarioText(
        {name, options.client.bootstrap, std::move(first.value()), std::move(last.value()), seconds});
    if (auto error = refusal(text, path)) return error;
    if (const auto problem = writeNewFile(path, text, options.mayReplace))
        return Error{Error::Kind::BadConfiguration, *problem, false};
    const model::ReadResult written = model::readScenarioText(text, path);
    std::printf("%s: %s, %s, %s; look for FILL IN, then headroom check %s\n", path.c_str(),
                counted(written.scenario->topics.size(), "topic").c_str(),
                counted(written.scenario->services.size(), "group").c_str(),
                counted(static_cast<std::size_t>(written.scenario->clusters.front().brokers), "broker").c_str(), path.c_str());
    return std::nullopt;
}

}  // namespace headroom::live
