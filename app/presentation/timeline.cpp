#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

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

}  // namespace headroom::presentation
