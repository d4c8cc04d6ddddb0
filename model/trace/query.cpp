#include "model/trace/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/diagnostics.h"

namespace headroom::trace {
namespace {

using model::MetricQuery;

std::string didYouMean(const std::string& word, const std::vector<std::string>& candidates) {
    const std::string nearest = model::nearestWord(word, candidates);
    return nearest.empty() ? std::string() : fmt::format("; did you mean '{}'?", nearest);
}

/// The element with that id, or all that have that name.
std::vector<const Element*> elementsMeant(const std::string& text, const MemoryTrace& trace) {
    if (const Element* exact = trace.findElement(text)) return {exact};
    std::vector<const Element*> named;
    for (const Element& element : trace.elements())
        if (element.name == text) named.push_back(&element);
    return named;
}

std::string unknownElement(const std::string& text, const MemoryTrace& trace) {
    std::vector<std::string> candidates;
    for (const Element& element : trace.elements())
        candidates.push_back(text.find('/') == std::string::npos ? element.name : element.id);
    return fmt::format("there is no element '{}'{}", text, didYouMean(text, candidates));
}

std::string unknownMetric(const MetricQuery& query, const std::vector<const Element*>& elements, const MemoryTrace& trace) {
    std::set<std::string> names;
    for (const Element* element : elements)
        for (const Series* series : trace.seriesOf(element->id)) names.insert(series->name);
    const std::vector<std::string> candidates(names.begin(), names.end());
    const std::string hint = didYouMean(query.metric, candidates);
    std::string known;
    for (const std::string& name : candidates) known += (known.empty() ? "" : ", ") + name;
    return fmt::format("'{}' has no metric '{}'{}", elements.front()->id, query.metric,
                       hint.empty() && !known.empty() ? "; it has " + known : hint);
}

std::string ambiguous(const std::string& text, const std::vector<const Series*>& found, const MemoryTrace& trace) {
    std::string ids;
    for (const Series* series : found) ids += (ids.empty() ? "" : ", ") + trace.findElement(series->element)->id;
    return fmt::format("'{}' is ambiguous: {}", text, ids);
}

}  // namespace

SeriesLookup lookUp(const MetricQuery& query, const MemoryTrace& trace) {
    const std::vector<const Element*> elements = elementsMeant(query.element, trace);
    if (elements.empty()) return {nullptr, unknownElement(query.element, trace)};
    std::vector<const Series*> found;
    for (const Element* element : elements)
        if (const Series* series = trace.findSeries(element->id, query.metric)) found.push_back(series);
    if (found.empty()) return {nullptr, unknownMetric(query, elements, trace)};
    if (found.size() > 1) return {nullptr, ambiguous(query.element, found, trace)};
    return {found.front(), {}};
}

QueryResult evaluate(const MetricQuery& query, const MemoryTrace& trace) {
    const auto [series, message] = lookUp(query, trace);
    if (series == nullptr) return {std::nullopt, message};
    const FrameSpan span = framesWithin(trace, effectiveWindow(trace, query.window));
    QueryResult result = statisticOver(query, *series, span, trace);
    if (!result.value || !query.relativeTo) return result;
    const FrameSpan base = framesWithin(trace, effectiveWindow(trace, *query.relativeTo));
    MetricQuery baseQuery = query;
    baseQuery.window = *query.relativeTo;
    const QueryResult reference = statisticOver(baseQuery, *series, base, trace);
    if (!reference.value) return {std::nullopt, "in the reference window: " + reference.message};
    if (*reference.value == 0) return {std::nullopt, "the reference window's value is 0"};
    return {*result.value / *reference.value, {}};
}

}  // namespace headroom::trace
