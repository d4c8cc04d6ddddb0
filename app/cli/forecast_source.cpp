#include "app/cli/forecast_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/cli/output.h"
#include "app/presentation/format.h"
#include "app/presentation/traced_scenario.h"
#include "model/scenario/quantity_parser.h"
#include "model/trace/recording_reader.h"

namespace headroom::cli {
namespace {

using Stamps = std::vector<trace::MemoryTrace::FrameStamp>;

int complain(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    return BadInput;
}

/// The last frame up to the instant, by position; nothing, said why.
std::optional<std::size_t> frameAt(const ForecastOptions& options, const Stamps& stamps) {
    if (stamps.empty()) return complain(fmt::format("{}: error: it holds no frame", options.recording)), std::nullopt;
    if (options.at.empty()) return stamps.size() - 1;
    const model::QuantityResult at = model::parseQuantity(options.at, model::Unit::Time);
    if (!at.value) {
        complain(fmt::format("--at: error: {}{}{}", at.error.message, at.error.hint.empty() ? "" : "; ", at.error.hint));
        return std::nullopt;
    }
    const model::Instant instant{model::Duration::fromSeconds(*at.value).ns};
    if (instant > stamps.back().time) {
        complain(fmt::format("--at: error: the recording ends at {}", presentation::formatClock(stamps.back().time)));
        return std::nullopt;
    }
    const auto after = std::ranges::upper_bound(stamps, instant, {}, &trace::MemoryTrace::FrameStamp::time);
    if (after == stamps.begin()) {
        complain(fmt::format("--at: error: the recording begins at {}", presentation::formatClock(stamps.front().time)));
        return std::nullopt;
    }
    return static_cast<std::size_t>(after - stamps.begin()) - 1;
}

}  // namespace

std::optional<ForecastSource> sourceOf(const trace::Header& header, const std::string& name) {
    if (header.scenarioText.empty()) {
        complain(
            fmt::format("{}: error: it holds no scenario, which says what a record costs; record with 'headroom live SCENARIO', "
                        "--discover draws a first one",
                        name));
        return std::nullopt;
    }
    std::optional<model::ReadOptions> reading = presentation::readOptionsOf(header);
    if (!reading) return complain(fmt::format("{}: error: its settings can't be read", name)), std::nullopt;
    model::ReadResult read = model::readScenarioText(header.scenarioText, header.scenarioPath, *reading);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) complain(model::toString(diagnostic));
    if (!read.scenario) return std::nullopt;
    reading->duration.clear();  // a forecast has its own
    return ForecastSource{name, {}, header, std::move(*reading), std::move(*read.scenario), {}};
}

std::string complaintOfGroup(const ForecastOptions& options, const forecast::ObservedState& state) {
    if (options.group.empty() || state.findGroup(options.group) != nullptr) return {};
    std::vector<std::string> names;
    names.reserve(state.groups.size());
    for (const forecast::ObservedGroup& each : state.groups) names.push_back(each.group);
    const std::string nearest = model::nearestWord(options.group, names);
    return fmt::format("--group: error: the {} has no group '{}'{}", options.isLive() ? "scenario" : "recording's scenario",
                       options.group, nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest));
}

std::variant<ForecastSource, int> readForecastSource(const ForecastOptions& options) {
    auto opened = trace::RecordingReader::open(options.recording);
    if (!opened) return complainOf(opened.error());
    const trace::RecordingReader& reader = *opened.value();
    const auto stamps = reader.frames();
    if (!stamps) return complainOf(stamps.error());
    const std::optional<std::size_t> last = frameAt(options, stamps.value());
    if (!last) return static_cast<int>(BadInput);
    const model::Instant begin = stamps.value()[*last].time - forecast::rateWindow;
    const auto first = std::ranges::lower_bound(stamps.value(), begin, {}, &trace::MemoryTrace::FrameStamp::time);
    const std::uint64_t number = stamps.value()[*last].number;
    trace::MemoryTrace trace;
    const auto isBefore = [&] { return trace.frames().empty() || trace.frames().back().number < number; };
    if (const auto error = reader.replayFrom(first->number, trace, isBefore)) return complainOf(*error);
    std::optional<ForecastSource> source = sourceOf(reader.header(), options.recording);
    if (!source) return static_cast<int>(BadInput);
    source->state = forecast::observe(trace, source->scenario, trace.frames().size() - 1);
    return std::move(*source);
}

}  // namespace headroom::cli
