#include <algorithm>

#include <fmt/format.h>

#include "model/scenario/claim_parser.h"
#include "model/scenario/metric_names.h"
#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"

namespace headroom::model {

namespace {

const std::vector<std::string>& expectableKinds() {
    static const std::vector<std::string> kinds{"service", "topic", "group", "store", "client", "kafka", "broker", "node", "pod"};
    return kinds;
}

std::string kindOf(const std::string& element) {
    return element.substr(0, element.find('/'));
}

/// The ids of all elements with a bare name.
std::vector<std::string> idsOf(const Scenario& scenario, const std::string& name) {
    const std::vector<std::pair<std::string, Referent>> kinds{{"service", Referent::Service}, {"topic", Referent::Topic},
                                                              {"group", Referent::Group},     {"store", Referent::Store},
                                                              {"client", Referent::Client},   {"kafka", Referent::Cluster}};
    std::vector<std::string> ids;
    for (const auto& [kind, referent] : kinds) {
        const auto names = namesOf(scenario, referent);
        if (std::find(names.begin(), names.end(), name) != names.end()) ids.push_back(kind + "/" + name);
    }
    return ids;
}

/// Gives bare names their kind and checks that the element exists.
void settleElement(BindingContext& context, const SourceNode& node, std::size_t index) {
    std::string& element = context.scenario().expectations[index].query.element;
    if (element.find('/') == std::string::npos) {
        const auto ids = idsOf(context.scenario(), element);
        if (ids.size() == 1)
            element = ids[0];
        else if (ids.empty())
            context.error(node, fmt::format("there is no element '{}'", element), "write its kind: service/…, topic/…, group/…");
        else
            context.error(node, fmt::format("'{}' is the name of several elements", element),
                          "write " + ids[0] + " or " + ids[1]);
        return;
    }
    if (kindOf(element) == "pod") return;  // their names are made by the run
    expectElement(context, node, element, expectableKinds());
}

/// A trace calls clusters "cluster/main", a scenario "kafka/main".
void nameAsInTrace(MetricQuery& query) {
    if (kindOf(query.element) == "kafka") query.element.replace(0, 5, "cluster");
}

/// Checks that elements of this kind have the metric; nothing to say where the element itself is wrong.
void checkMetric(BindingContext& context, const SourceNode& node, const MetricQuery& query) {
    const std::string kind = kindOf(query.element);
    const std::vector<std::string>& names = metricNames(kind);
    if (names.empty() || std::find(names.begin(), names.end(), query.metric) != names.end()) return;
    context.error(node, fmt::format("a {} has no metric '{}'", kind, query.metric),
                  context.wantsHints() ? hintFor(query.metric, names) : std::string{});
}

template <class Value, class Parse>
std::optional<Value> parsed(BindingContext& context, const MappingReader& reader, const std::string& key, Parse parse) {
    const SourceNode* node = reader.find(key);
    std::string text;
    if (node == nullptr || !reader.text(key, text)) return std::nullopt;
    const Parsed<Value> result = parse(text);
    if (!result.value) context.error(*node, result.error.message, result.error.hint);
    return result.value;
}

/// With --duration, whether the run ends before the span does, so that it can't be judged.
bool isCutOff(BindingContext& context, const std::optional<MetricQuery::Window>& span) {
    const Instant end{context.scenario().duration.ns};
    return !context.options().duration.empty() && span && (span->from >= end || (!span->to.isNever() && span->to > end));
}

void checkSpans(BindingContext& context, const MappingReader& reader, Expectation& expectation) {
    const MetricQuery& query = expectation.query;
    for (const auto& [key, span] : {std::pair{"during", &query.window}, std::pair{"relativeTo", &query.relativeTo}}) {
        if (reader.find(key) == nullptr || !isCutOff(context, *span)) continue;
        expectation.notEvaluated = fmt::format("not evaluated: the run ends before the span {}", reader.find(key)->value);
        return context.warning(*reader.find(key), fmt::format("--duration {} ends the run before this span does",
                                                              context.options().duration),
                               "the expectation is not evaluated");
    }
    const Instant end{context.scenario().duration.ns};
    if (reader.find("during") != nullptr && query.window && query.window->from >= end)
        context.error(*reader.find("during"), "the span begins after the run's end");
}

void bindExpectation(BindingContext& context, const SourceNode& node, const std::string& path) {
    using Role = Expectation::Role;
    const MappingReader reader(context, &node, path, vocabulary::expectation());
    if (node.isNull() && !node.isBroken) return context.error(node, "an expectation needs 'metric' and 'is'");
    if (!node.isMapping()) return;
    Expectation expectation;
    const SourceNode* metric = reader.require("metric");
    reader.require("is");
    if (const auto claim = parsed<Expectation>(context, reader, "is", parseClaim)) expectation = *claim;
    const auto query = parsed<MetricQuery>(context, reader, "metric", parseMetricQuery);
    if (query) expectation.query = *query;
    if (const auto window = parsed<MetricQuery::Window>(context, reader, "during", parseWindow))
        expectation.query.window = *window;
    if (const auto window = parsed<MetricQuery::Window>(context, reader, "relativeTo", parseWindow))
        expectation.query.relativeTo = *window;
    expectation.location = node.location;
    expectation.name = metric != nullptr ? metric->value : "";
    reader.text("name", expectation.name);
    reader.text("source", expectation.source);
    reader.choice<Role>("role", expectation.role,
                        {{"required", Role::Required}, {"predicted", Role::Predicted}, {"calibrated", Role::Calibrated}});
    checkSpans(context, reader, expectation);
    context.scenario().expectations.push_back(std::move(expectation));
    if (!query) return;
    const std::size_t index = context.scenario().expectations.size() - 1;
    settleElement(context, *metric, index);
    MetricQuery& settled = context.scenario().expectations[index].query;
    nameAsInTrace(settled);
    checkMetric(context, *metric, settled);
}

}  // namespace

void bindExpectations(BindingContext& context, const MappingReader& root) {
    const SourceNode* list = root.findList("expect");
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i)
        bindExpectation(context, *list->items[i], joinPath("expect", i));
}

}  // namespace headroom::model
