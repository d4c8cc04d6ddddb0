#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string_view>

#include "app/presentation/format.h"
#include "app/presentation/report_builder.h"

namespace headroom::presentation {
namespace {

constexpr model::Duration togetherWithin = model::Duration::seconds(1);

int rank(const std::string& severity) {
    return severity == "error" ? 2 : severity == "warning" ? 1 : 0;
}

/// "partition leader" of "partition.leader".
std::string spoken(std::string kind) {
    std::replace(kind.begin(), kind.end(), '.', ' ');
    return kind;
}

/// Events that are told as one.
struct Burst {
    TimelineEntry entry;
    std::set<std::string> elements;
};

std::string sentenceOf(const trace::Event& event) {
    return event.reason.sentence.empty() ? event.summary : event.reason.sentence;
}

std::string together(const Burst& burst) {
    const std::string where =
        burst.elements.size() == 1 ? *burst.elements.begin() : formatCount(burst.elements.size(), "element");
    const model::Duration took = burst.entry.to - burst.entry.from;
    const std::string within = took.ns == 0 ? "at once" : "within " + formatValue(took.toSeconds(), "s");
    return fmt::format("{} × {} on {} {}; the first: {}", burst.entry.count, spoken(burst.entry.kind), where, within,
                       burst.entry.sentence);
}

/// Steps of what another entry tells, or decisions to leave all as it is.
constexpr std::array<std::string_view, 5> routine{"pod.scheduled", "pod.started", "hpa.stable", "hpa.limited", "keda.stable"};

int weight(const TimelineEntry& entry) {
    if (rank(entry.severity) > 0 || entry.kind.starts_with("fault.") || entry.kind == "command") return 2;
    return std::ranges::find(routine, entry.kind) == routine.end() ? 1 : 0;
}

}  // namespace

std::vector<TimelineEntry> timelineOf(const std::vector<trace::Event>& events) {
    std::vector<Burst> bursts;
    std::map<std::pair<std::string, std::string>, std::size_t> open;  // the latest burst by kind and rule
    for (const trace::Event& event : events) {
        const auto key = std::pair(event.kind, event.reason.rule);
        const auto found = open.find(key);
        if (found != open.end() && event.kind != "command" && event.time - bursts[found->second].entry.to <= togetherWithin) {
            Burst& burst = bursts[found->second];
            ++burst.entry.count;
            burst.entry.to = event.time;
            burst.elements.insert(event.element);
            if (rank(event.severity) > rank(burst.entry.severity)) burst.entry.severity = event.severity;
            continue;
        }
        open[key] = bursts.size();
        bursts.push_back(
            {{event.time, event.time, 1, event.kind, event.element, event.severity, sentenceOf(event), event.reason.source},
             {event.element}});
    }
    std::vector<TimelineEntry> timeline;
    for (Burst& burst : bursts) {
        if (burst.entry.count > 1) burst.entry.sentence = together(burst);
        timeline.push_back(std::move(burst.entry));
    }
    return timeline;
}

std::vector<TimelineEntry> mostTelling(const std::vector<TimelineEntry>& timeline, std::size_t most) {
    std::vector<std::size_t> order(timeline.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t index) { return weight(timeline[index]); });
    order.resize(std::min(most, order.size()));
    std::ranges::sort(order);
    std::vector<TimelineEntry> telling;
    telling.reserve(order.size());
    for (const std::size_t index : order) telling.push_back(timeline[index]);
    return telling;
}

}  // namespace headroom::presentation
