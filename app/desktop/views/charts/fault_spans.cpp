#include "app/desktop/views/charts/fault_spans.h"

#include <algorithm>

namespace headroom::views {
namespace {

/// A fault that says how long it lasts ends by itself; others happen at an instant.
bool lasts(const FaultSpan& fault) {
    return fault.label.contains(QLatin1String(" for "));
}

}  // namespace

std::vector<FaultSpan> faultSpans(const trace::MemoryTrace& trace) {
    std::vector<FaultSpan> spans;
    std::vector<std::size_t> open;
    for (const trace::Event& event : trace.events()) {
        const double seconds = secondsOf(event.time);
        const QString label = QString::fromStdString(event.reason.result.empty() ? event.summary : event.reason.result);
        const QString element = QString::fromStdString(event.element);
        if (event.kind == "fault.began") {
            open.push_back(spans.size());
            spans.push_back({{seconds, seconds}, element, label});
        } else if (event.kind == "fault.ended") {
            const auto matching = std::ranges::find_if(open, [&](std::size_t i) {
                return spans[i].element == element && (event.reason.result.empty() || spans[i].label == label);
            });
            if (matching == open.end()) continue;
            spans[*matching].span.to = seconds;
            open.erase(matching);
        }
    }
    if (!trace.frames().empty())
        for (const std::size_t i : open)
            if (lasts(spans[i])) spans[i].span.to = std::max(spans[i].span.from, secondsOf(trace.frames().back().time));
    return spans;
}

}  // namespace headroom::views
