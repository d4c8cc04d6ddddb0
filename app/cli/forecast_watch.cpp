#include "app/cli/forecast_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "app/cli/observer_arguments.h"
#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"
#include "model/forecast/what_if.h"

namespace headroom::cli {
namespace {

std::vector<std::string> argumentsOf(const ForecastOptions& options) {
    std::vector<std::string> arguments = observerArguments(options.live);
    // All that was seen counts, and a forecast begins with nothing that nobody saw.
    arguments.insert(arguments.end(), {"--lossless-stream", "--insist"});
    return arguments;
}

int complain(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    return BadInput;
}

int statusOf(const EngineEnd& end) {
    if (end.status == BadInput) return BadInput;
    if (!end.message.empty())
        std::fprintf(stderr, "headroom: %s\n", end.message.c_str());
    else if (end.status == 0)
        std::fputs("headroom: the observer ended before anything was known\n", stderr);
    return BadEnvironment;
}

}  // namespace

ForecastWatch::ForecastWatch(const ForecastOptions& options)
    : m_options(options), m_reader(m_trace), m_bar("ends without a forecast") {}

std::variant<ForecastSource, int> ForecastWatch::run() {
    const ScenarioInput input = readScenarioInput(m_options.live.scenario);
    if (!input.scenario || input.status != AllHold) return static_cast<int>(BadInput);
    EngineProcess::forwardInterrupts();
    m_observer.emplace(argumentsOf(m_options), false, observer);
    const std::optional<EngineEnd> end = m_observer->readUntil([this](std::string_view bytes) { return take(bytes); });
    m_bar.clear();
    if (EngineProcess::wasInterrupted()) {
        std::fputs("headroom: the watch was interrupted; there is no forecast\n", stderr);
        return static_cast<int>(BadEnvironment);
    }
    m_observer->leave();
    if (m_status != 0) return m_status;
    if (m_reader.error()) {
        std::fprintf(stderr, "headroom: the observer's stream: %s\n", m_reader.error()->message.c_str());
        return static_cast<int>(BadEnvironment);
    }
    if (!m_isEnough) return statusOf(*end);
    m_source->watched = watched().toSeconds();
    return std::move(*m_source);
}

bool ForecastWatch::take(std::string_view bytes) {
    m_reader.feed(bytes);
    if (m_reader.error() || EngineProcess::wasInterrupted()) return true;
    if (m_trace.frames().size() == std::exchange(m_framesSeen, m_trace.frames().size())) return false;
    if (!m_source) {
        m_source = sourceOf(m_trace.header(), m_options.live.scenario.path);
        m_status = m_source ? checkRequest() : static_cast<int>(BadInput);
    }
    if (m_status == 0) look();
    return m_isEnough || m_status != 0;
}

void ForecastWatch::look() {
    const auto wanted = model::Duration::fromSeconds(m_options.watch);
    const model::Duration window = std::max(forecast::rateWindow, wanted);
    m_source->state = forecast::observe(m_trace, m_source->scenario, m_trace.frames().size() - 1, window);
    const forecast::StartingPoint start = forecast::startingPoint(m_source->state, m_source->scenario);
    const forecast::WatchProgress progress =
        forecast::watchProgress(m_trace.frames().size(), watched(), m_source->state, start, wanted, m_options.group);
    m_isEnough = progress.isEnough;
    show(progress);
}

int ForecastWatch::checkRequest() const {
    const auto state = forecast::observe(m_trace, m_source->scenario, 0);
    if (const std::string wrong = complaintOfGroup(m_options, state); !wrong.empty()) return complain(wrong);
    const auto made = forecast::alternativeOf(m_options.whatIfs, m_source->scenario);
    if (const auto* error = std::get_if<std::string>(&made)) return complain(*error);
    return AllHold;
}

model::Duration ForecastWatch::watched() const {
    return m_trace.frames().back().time - m_trace.frames().front().time;
}

void ForecastWatch::show(const forecast::WatchProgress& progress) {
    std::string load;
    if (std::isfinite(progress.loadError) && progress.loadError > 0)
        load = fmt::format(", load ± {:.0f} %", progress.loadError * 100);
    m_bar.show(progress.done, fmt::format("watching, {}{}", presentation::formatCount(m_trace.frames().size(), "look"), load));
}

}  // namespace headroom::cli
