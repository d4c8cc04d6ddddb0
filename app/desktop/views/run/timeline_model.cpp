#include "app/desktop/views/run/timeline_model.h"

#include <algorithm>
#include <cmath>

namespace headroom::views {

namespace {

/// Whether a fault has happened once it has begun: pods that die, a decision.
bool isInstantaneous(const std::string& what) {
    return what.find(" pod(s) of ") != std::string::npos || what.find(" scaled to ") != std::string::npos;
}

}  // namespace

QString laneTitle(Lane lane) {
    switch (lane) {
        case Lane::Faults: return TimelineModel::tr("Faults");
        case Lane::Scaling: return TimelineModel::tr("Scaling");
        case Lane::Rebalances: return TimelineModel::tr("Rebalances");
        case Lane::Breakers: return TimelineModel::tr("Breakers");
        case Lane::Elections: return TimelineModel::tr("Elections");
        case Lane::Restarts: return TimelineModel::tr("Pods");
        case Lane::Other: return TimelineModel::tr("Other");
    }
    return {};
}

std::optional<Lane> laneOf(std::string_view kind) {
    if (kind == "hpa.stable" || kind == "hpa.limited" || kind == "keda.stable") return std::nullopt;
    const std::string_view family = kind.substr(0, kind.find('.'));
    if (family == "fault") return Lane::Faults;
    if (family == "hpa" || family == "keda" || family == "deployment") return Lane::Scaling;
    if (family == "group") return Lane::Rebalances;
    if (family == "breaker") return Lane::Breakers;
    if (family == "partition") return Lane::Elections;
    if (family == "pod" || family == "node") return Lane::Restarts;
    return Lane::Other;
}

model::Instant shownAt(const trace::MemoryTrace& trace, model::Instant instant) {
    const auto& frames = trace.frames();
    if (frames.empty()) return {};
    const auto found = std::ranges::lower_bound(frames, instant, {}, &trace::MemoryTrace::FrameStamp::time);
    return found == frames.end() ? frames.back().time : found->time;
}

TimelineModel::TimelineModel(const TraceSource& source, QObject* parent) : QObject(parent), m_source(source) {
    connect(&source, &TraceSource::replaced, this, &TimelineModel::forget);
    connect(&source, &TraceSource::begun, this, &TimelineModel::changed);
    connect(&source, &TraceSource::grew, this, &TimelineModel::take);
    connect(&source, &TraceSource::ended, this, &TimelineModel::take);
    take();
}

void TimelineModel::forget() {
    for (auto& marks : m_marks) marks.clear();
    m_events = m_series = 0;
    m_started.clear();
    m_done.clear();
    m_offered.clear();
    m_completed.clear();
    m_most = 0;
}

void TimelineModel::take() {
    while (m_events < m_source.trace().events().size()) takeEvent(m_events++);
    takeLoad();
    emit changed();
}

void TimelineModel::takeEvent(std::size_t position) {
    const trace::Event& event = m_source.trace().events()[position];
    const auto lane = laneOf(event.kind);
    if (!lane) return;
    auto& marks = m_marks[static_cast<std::size_t>(*lane)];
    if (event.kind == "fault.ended") {
        const auto began = std::find_if(marks.rbegin(), marks.rend(), [&](const Mark& mark) {
            const trace::Event& other = m_source.trace().events()[mark.event];
            return mark.isOpen && other.element == event.element && other.reason.result == event.reason.result;
        });
        if (began != marks.rend()) {
            began->to = event.time;
            began->isOpen = false;
            return;
        }
    }
    marks.push_back({event.time, event.time, event.kind == "fault.began" && !isInstantaneous(event.reason.result), position});
}

std::pair<std::size_t, std::size_t> TimelineModel::visible(Lane lane, model::Instant from, model::Instant to) const {
    const auto& all = marks(lane);
    const auto last = std::ranges::upper_bound(all, to, {}, &Mark::from);
    // Only faults last, and there are few of them.
    const auto first = lane == Lane::Faults ? all.begin() : std::ranges::lower_bound(all, from, {}, &Mark::from);
    return {static_cast<std::size_t>(first - all.begin()), static_cast<std::size_t>(std::max(first, last) - all.begin())};
}

/// By series, not by client: what is measured of one may come to light long after it.
void TimelineModel::findLoad() {
    const trace::MemoryTrace& trace = m_source.trace();
    for (; m_series < trace.series().size(); ++m_series) {
        const trace::Series& series = trace.series()[m_series];
        const trace::Element* element = trace.findElement(series.element);
        if (element == nullptr || element->kind != "client") continue;
        if (series.name == "started") m_started.push_back(series.index);
        if (series.name == "completed") m_done.push_back(series.index);
    }
}

void TimelineModel::takeLoad() {
    findLoad();
    const trace::MemoryTrace& trace = m_source.trace();
    const auto rate = [&trace](const std::vector<model::SeriesIndex>& all, std::size_t frame) {
        if (frame == 0) return 0.0F;
        const double seconds = (trace.frames()[frame].time - trace.frames()[frame - 1].time).toSeconds();
        double growth = 0;
        for (const auto series : all) {
            const auto& column = trace.column(series);
            const double step = column[frame] - column[frame - 1];
            if (std::isfinite(step)) growth += step;
        }
        return seconds > 0 ? static_cast<float>(growth / seconds) : 0.0F;
    };
    for (std::size_t frame = m_offered.size(); frame < trace.frames().size(); ++frame) {
        m_offered.push_back(rate(m_started, frame));
        m_completed.push_back(rate(m_done, frame));
        m_most = std::max({m_most, m_offered.back(), m_completed.back()});
    }
}

model::Instant TimelineModel::end() const {
    const trace::MemoryTrace& trace = m_source.trace();
    model::Instant end{trace.header().duration.ns};
    if (trace.footer() || end.ns <= 0) end = trace.frames().empty() ? model::Instant{} : trace.frames().back().time;
    if (!trace.frames().empty()) end = std::max(end, trace.frames().back().time);
    return end;
}

}  // namespace headroom::views
