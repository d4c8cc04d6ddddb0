#include "model/scenario/claim_parser.h"

#include <vector>

#include <fmt/format.h>

namespace headroom::model {

namespace {

using Statistic = MetricQuery::Statistic;
using Comparison = MetricQuery::Condition::Comparison;

const std::vector<std::pair<std::string, Statistic>>& statistics() {
    static const std::vector<std::pair<std::string, Statistic>> names{
        {"mean", Statistic::Mean}, {"max", Statistic::Max},     {"min", Statistic::Min},   {"last", Statistic::Last},
        {"rate", Statistic::Rate}, {"total", Statistic::Total}, {"p50", Statistic::P50},   {"p90", Statistic::P90},
        {"p95", Statistic::P95},   {"p99", Statistic::P99},     {"p999", Statistic::P999}, {"timeUntil", Statistic::TimeUntil}};
    return names;
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text = trimmed(text.substr(prefix.size()));
    return true;
}

bool bindTolerance(std::string_view text, Unit unit, Expectation& claim, QuantityError& error) {
    const auto tolerance = parseAnyQuantity(text);
    if (!tolerance.value) return error = tolerance.error, false;
    const auto [value, itsUnit] = *tolerance.value;
    claim.toleranceIsRelative = itsUnit == Unit::Share;
    claim.tolerance = value;
    if (claim.toleranceIsRelative || itsUnit == unit || value == 0) return true;
    error = {fmt::format("the tolerance '{}' is {}, the figure is {}", text, unitName(itsUnit), unitName(unit)), "write ± 10%"};
    return false;
}

bool bindElement(std::string_view text, MetricQuery& query, QuantityError& error) {
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size()) {
        error = {fmt::format("'{}' names no metric", text), "write element.metric, as service/orders.completed"};
        return false;
    }
    query.element = std::string(trimmed(text.substr(0, dot)));
    query.metric = std::string(trimmed(text.substr(dot + 1)));
    if (query.metric.find_first_of(" ()<>=,/") == std::string::npos &&
        query.element.find_first_of(" ()<>=,") == std::string::npos)
        return true;
    error = {fmt::format("'{}' names no metric", text), "write element.metric, as service/orders.completed"};
    return false;
}

bool bindCondition(std::string_view text, MetricQuery& query, QuantityError& error) {
    const std::size_t at = text.find_first_of("<>=");
    static const std::vector<std::pair<std::string_view, Comparison>> signs{{"<=", Comparison::LessEqual},
                                                                            {">=", Comparison::GreaterEqual},
                                                                            {"==", Comparison::Equal},
                                                                            {"<", Comparison::Less},
                                                                            {">", Comparison::Greater}};
    if (at != std::string_view::npos) {
        std::string_view right = text.substr(at);
        for (const auto& [sign, comparison] : signs) {
            if (!takePrefix(right, sign)) continue;
            query.condition.comparison = comparison;
            const auto value = parseAnyQuantity(right);
            if (!value.value) return error = value.error, false;
            query.condition.value = value.value->first;
            return bindElement(trimmed(text.substr(0, at)), query, error);
        }
    }
    error = {"timeUntil() waits for a condition", "write timeUntil(service/orders.readyReplicas >= 9)"};
    return false;
}

std::string statisticNames() {
    std::string names;
    for (const auto& [name, unused] : statistics()) names += (names.empty() ? "" : ", ") + name;
    return names;
}

}  // namespace

Parsed<std::pair<double, Unit>> parseAnyQuantity(std::string_view text) {
    QuantityError first;
    for (const Unit unit : {Unit::Count, Unit::Time, Unit::Rate, Unit::Size, Unit::Bandwidth}) {
        const QuantityResult result = parseQuantity(text, unit);
        if (result.value) return {std::pair{*result.value, unit}, {}};
        if (first.message.empty()) first = result.error;
    }
    const std::string_view whole = trimmed(text);
    if (!whole.empty() && whole.back() == '%')  // beyond 100% is fine here: a tolerance, a ratio
        if (const auto number = parseNumber(trimmed(whole.substr(0, whole.size() - 1))); number && *number >= 0 && *number <= 1e9)
            return {std::pair{*number / 100, Unit::Share}, {}};
    if (first.message.find("unknown unit") == 0)
        first.hint = "a figure is a number, a time, a rate, a size, a bandwidth or a percentage";
    return {std::nullopt, first};
}

Parsed<Expectation> parseClaim(std::string_view whole) {
    Expectation claim;
    std::string_view text = trimmed(whole);
    if (takePrefix(text, "<="))
        claim.comparison = Expectation::Comparison::AtMost;
    else if (takePrefix(text, ">="))
        claim.comparison = Expectation::Comparison::AtLeast;
    else if (takePrefix(text, "=="))
        claim.comparison = Expectation::Comparison::Equal;
    else if (text.find_first_of("<>=") != std::string_view::npos)
        return {std::nullopt, {fmt::format("'{}' is no claim", text), "write 48k/s ± 10%, <= 340ms, >= 99.9% or == 0"}};
    const std::string_view sign = "±";
    const std::size_t at = claim.comparison == Expectation::Comparison::Near ? text.find(sign) : std::string_view::npos;
    if (claim.comparison == Expectation::Comparison::Near && at == std::string_view::npos)
        return {std::nullopt, {fmt::format("'{}' has no tolerance", text), "write 48k/s ± 10%, or compare with <=, >= or =="}};
    const auto figure = parseAnyQuantity(text.substr(0, at));
    if (!figure.value) return {std::nullopt, figure.error};
    claim.reference = figure.value->first;
    claim.unit = unitSymbol(figure.value->second);
    QuantityError error;
    if (at != std::string_view::npos &&
        !bindTolerance(trimmed(text.substr(at + sign.size())), figure.value->second, claim, error))
        return {std::nullopt, error};
    return {claim, {}};
}

Parsed<MetricQuery> parseMetricQuery(std::string_view whole) {
    const std::string_view text = trimmed(whole);
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || text.back() != ')')
        return {std::nullopt,
                {fmt::format("'{}' is no metric", text), "write statistic(element.metric), as p99(service/orders.latency)"}};
    const std::string name(trimmed(text.substr(0, open)));
    const std::string_view inner = trimmed(text.substr(open + 1, text.size() - open - 2));
    MetricQuery query;
    QuantityError error;
    for (const auto& [known, statistic] : statistics()) {
        if (known != name) continue;
        query.statistic = statistic;
        const bool isGood =
            statistic == Statistic::TimeUntil ? bindCondition(inner, query, error) : bindElement(inner, query, error);
        if (!isGood) return {std::nullopt, error};
        return {query, {}};
    }
    return {std::nullopt, {fmt::format("there is no statistic '{}'", name), "it is one of " + statisticNames()}};
}

Parsed<MetricQuery::Window> parseWindow(std::string_view whole) {
    const std::string_view text = trimmed(whole);
    const std::size_t at = text.find("..");
    if (at == std::string_view::npos || text.size() == 2)
        return {std::nullopt, {fmt::format("'{}' is no span of time", text), "write 5m..10m, 5m.. or ..10m"}};
    MetricQuery::Window window;
    for (const bool isEnd : {false, true}) {
        const std::string_view part = trimmed(isEnd ? text.substr(at + 2) : text.substr(0, at));
        if (part.empty()) continue;
        const QuantityResult seconds = parseQuantity(part, Unit::Time);
        if (!seconds.value) return {std::nullopt, seconds.error};
        (isEnd ? window.to : window.from) = Instant{Duration::fromSeconds(*seconds.value).ns};
    }
    if (window.from >= window.to)
        return {std::nullopt, {fmt::format("the span '{}' is empty", text), "its end is after its start"}};
    return {window, {}};
}

}  // namespace headroom::model
