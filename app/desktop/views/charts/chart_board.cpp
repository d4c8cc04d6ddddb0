#include "app/desktop/views/charts/chart_board.h"

#include <algorithm>
#include <cmath>

#include "app/desktop/views/charts/axis_ticks.h"

namespace headroom::views {
namespace {

/// Of a whole system: more would be a tangle, and cost its time on every frame.
constexpr std::size_t mostElements = 24;

const std::vector<double> noValues;

}  // namespace

ChartBoard::ChartBoard(std::vector<ChartSource> sources, const Selection& selection, QObject* parent)
    : QObject(parent), m_sources(std::move(sources)), m_selection(selection), m_data(m_sources.size()) {
    for (const ChartSpec& spec : chartSpecs())
        if (spec.isShownAtFirst) m_wanted.insert(spec.kind);
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        connect(m_sources[i].source, &TraceSource::replaced, this, [this, i] { forget(i); });
        connect(m_sources[i].source, &TraceSource::begun, this, [this, i] { begin(i); });
        connect(m_sources[i].source, &TraceSource::grew, this, [this, i] { take(i); });
        connect(m_sources[i].source, &TraceSource::ended, this, [this, i] { take(i); });
    }
    connect(&selection, &Selection::changed, this, [this] {
        chooseElements();
        update();
    });
    for (std::size_t i = 0; i < m_sources.size(); ++i) take(i);
}

void ChartBoard::forget(std::size_t source) {
    m_data[source] = {};
    m_zoom.reset();
    m_charts.clear();
}

void ChartBoard::begin(std::size_t source) {
    chooseElements();
    take(source);
    emit rearranged();
}

void ChartBoard::take(std::size_t source) {
    const trace::MemoryTrace& trace = m_sources[source].source->trace();
    SourceData& data = m_data[source];
    takeTimes(source);
    if (data.elementsSeen != trace.elements().size()) {
        data.elementsSeen = trace.elements().size();
        chooseElements();
    }
    if (source == 0) m_faults = faultSpans(trace);
    measureWhole();
    update();
}

void ChartBoard::takeTimes(std::size_t source) {
    const auto& frames = m_sources[source].source->trace().frames();
    std::vector<double>& times = m_data[source].times;
    for (std::size_t i = times.size(); i < frames.size(); ++i) times.push_back(secondsOf(frames[i].time));
}

void ChartBoard::chooseElements() {
    m_ids.clear();
    for (const QString& element : m_selection.elements()) {
        const std::string id = element.toStdString();
        const auto knows = [&](const ChartSource& s) { return s.source->trace().findElement(id) != nullptr; };
        if (std::ranges::any_of(m_sources, knows)) m_ids.push_back(id);
    }
    const trace::MemoryTrace& first = m_sources.front().source->trace();
    m_isChosen = !m_ids.empty();
    if (!m_isChosen) {
        m_ids = elementsOfSystem(first, mostElements);
        for (std::size_t i = 1; i < m_sources.size(); ++i)
            for (const std::string& id : elementsOfSystem(m_sources[i].source->trace(), mostElements))
                if (std::ranges::find(m_ids, id) == m_ids.end() && m_ids.size() < mostElements) m_ids.push_back(id);
    }
    const auto named = [&](const std::string& id) {
        const auto knows = [&](const ChartSource& s) { return s.source->trace().findElement(id) != nullptr; };
        const auto source = std::ranges::find_if(m_sources, knows);
        return source == m_sources.end() ? &first : &source->source->trace();
    };
    m_names = distinctNames(m_ids, first);
    for (std::size_t i = 0; i < m_ids.size(); ++i)
        if (first.findElement(m_ids[i]) == nullptr) m_names[i] = distinctNames({m_ids[i]}, *named(m_ids[i])).front();
}

const ElementHistory* ChartBoard::history(std::size_t source, const std::string& id) {
    const TraceSource& from = *m_sources[source].source;
    if (from.trace().findElement(id) == nullptr) return nullptr;
    ElementHistory& history = m_data[source].histories.try_emplace(id, id).first->second;
    history.extend(from.trace(), from.scenario());
    return &history;
}

void ChartBoard::update() {
    // A trace has grown before it tells so: what is read of it now has frames that nobody was told of.
    for (std::size_t source = 0; source < m_sources.size(); ++source) takeTimes(source);
    std::vector<ChartElement> elements;
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        elements.push_back({m_ids[i], m_names[i], {}});
        for (std::size_t source = 0; source < m_sources.size(); ++source)
            elements.back().histories.push_back(history(source, m_ids[i]));
    }
    ChartChoice choice{{}, std::max<std::size_t>(1, mostLines / m_sources.size()), m_isChosen};
    for (const ChartSource& source : m_sources) choice.tags.push_back(source.tag);
    std::vector<Chart> charts;
    for (const ChartSpec& spec : chartSpecs()) {
        if (!isWanted(spec.kind)) continue;
        Chart chart = chartOf(spec, elements, choice);
        if (!chart.lines.empty()) charts.push_back(std::move(chart));
    }
    if (charts == m_charts) {
        emit grew();
        return;
    }
    m_charts = std::move(charts);
    emit rearranged();
}

void ChartBoard::setWanted(ChartKind kind, bool wanted) {
    if (wanted == isWanted(kind)) return;
    if (wanted)
        m_wanted.insert(kind);
    else
        m_wanted.erase(kind);
    update();
}

void ChartBoard::measureWhole() {
    double end = 0;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        const trace::MemoryTrace& trace = m_sources[i].source->trace();
        const double newest = m_data[i].times.empty() ? 0 : m_data[i].times.back();
        const double planned = trace.header().duration.isInfinite() ? 0 : trace.header().duration.toSeconds();
        double whole = trace.footer() ? newest : roundedUpSeconds(newest);
        if (planned > newest) whole = std::min(whole, planned);
        end = std::max(end, whole);
    }
    m_whole = {0, end > 0 ? end : 1};
}

const std::vector<double>& ChartBoard::values(const ChartLine& line) const {
    const auto found = m_data[line.source].histories.find(line.element);
    return found == m_data[line.source].histories.end() ? noValues : found->second.values(line.figure);
}

double ChartBoard::valueAt(const ChartLine& line, double seconds) const {
    const std::vector<double>& column = values(line);
    const std::size_t position = positionAt(m_data[line.source].times, seconds);
    return position < column.size() ? column[position] : std::nan("");
}

std::optional<double> ChartBoard::frameAt(double seconds) const {
    std::optional<double> nearest;
    for (const SourceData& data : m_data) {
        const std::size_t position = positionAt(data.times, seconds);
        if (position < data.times.size()) nearest = std::max(nearest.value_or(0), data.times[position]);
    }
    return nearest;
}

double ChartBoard::greatest(const Chart& chart, const TimeSpan& span) const {
    double most = std::nan("");
    for (const ChartLine& line : chart.lines) {
        const std::vector<double>& column = values(line);
        const std::vector<double>& times = m_data[line.source].times;
        const auto first = static_cast<std::size_t>(std::ranges::lower_bound(times, span.from) - times.begin());
        for (std::size_t i = first; i < column.size() && times[i] <= span.to; ++i)
            if (!(column[i] <= most) && !std::isnan(column[i])) most = column[i];
    }
    return most;
}

void ChartBoard::zoomTo(TimeSpan span) {
    span.from = std::max(span.from, m_whole.from);
    span.to = std::min(span.to, m_whole.to);
    const double frame = std::max(1e-3, m_sources.front().source->trace().header().frameInterval.toSeconds());
    if (span.length() < 2 * frame) return;
    if (span == m_whole) return resetZoom();
    m_zoom = span;
    emit zoomed();
}

void ChartBoard::resetZoom() {
    if (!m_zoom) return;
    m_zoom.reset();
    emit zoomed();
}

double ChartBoard::warmupSeconds() const {
    return m_sources.front().source->trace().header().warmup.toSeconds();
}

}  // namespace headroom::views
