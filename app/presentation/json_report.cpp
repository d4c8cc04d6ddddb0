#include "app/presentation/json_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/presentation/format.h"
#include "app/presentation/kinds.h"

namespace headroom::presentation {
namespace {

using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json interval(const std::optional<double>& value, const std::optional<double>& halfWidth) {
    if (!value || !halfWidth) return nullptr;
    return {*value - *halfWidth, *value + *halfWidth};
}

/// A scenario without expectations passes once it has run.
bool hasAnswer(const Report& report) {
    return report.hasVerdict() || (report.expectations.empty() && !report.wasInterrupted());
}

ordered_json elements(const Report& report) {
    ordered_json result = ordered_json::object();
    for (const ElementRow& row : report.elements) {
        ordered_json metrics = ordered_json::object();
        for (const Metric& metric : row.metrics) {
            metrics[metric.name] = {{"value", metric.value}, {"unit", machineUnit(metric.unit)}};
            if (metric.halfWidth) metrics[metric.name]["ci"] = interval(metric.value, metric.halfWidth);
        }
        result[row.id] = {{"kind", row.kind}, {"name", row.name}, {"parent", row.parent}, {"metrics", metrics}};
    }
    return result;
}

const char* comparisonName(model::Expectation::Comparison comparison) {
    switch (comparison) {
        case model::Expectation::Comparison::AtMost: return "at most";
        case model::Expectation::Comparison::AtLeast: return "at least";
        case model::Expectation::Comparison::Equal: return "equal";
        case model::Expectation::Comparison::Near: return "near";
    }
    return "";
}

ordered_json expectations(const Report& report) {
    ordered_json result = ordered_json::array();
    for (const ExpectationRow& row : report.expectations) {
        ordered_json entry{{"name", row.claim.name},
                           {"role", roleText(row.claim.role)},
                           {"comparison", comparisonName(row.claim.comparison)},
                           {"reference", row.claim.reference},
                           {"unit", machineUnit(row.claim.unit)},
                           {"value", orNull(row.value)},
                           {"ci", interval(row.value, row.halfWidth)},
                           {"tolerance", row.claim.tolerance},
                           {"tolerance_is_relative", row.claim.toleranceIsRelative},
                           {"pass", row.isEvaluated ? ordered_json(row.pass) : ordered_json(nullptr)},
                           {"text", row.comparison},
                           {"source", row.claim.source}};
        if (row.values.size() > 1) entry["replications"] = row.values;
        result.push_back(std::move(entry));
    }
    return result;
}

ordered_json timeline(const Report& report) {
    ordered_json result = ordered_json::array();
    for (const TimelineEntry& entry : report.timeline)
        result.push_back({{"from_s", static_cast<double>(entry.from.ns) / 1e9},
                          {"to_s", static_cast<double>(entry.to.ns) / 1e9},
                          {"count", entry.count},
                          {"kind", entry.kind},
                          {"element", entry.element},
                          {"severity", entry.severity},
                          {"sentence", entry.sentence},
                          {"source", entry.source}});
    return result;
}

ordered_json guesses(const Report& report) {
    ordered_json result = ordered_json::array();
    for (const GuessRow& row : report.guesses)
        result.push_back({{"path", row.path},
                          {"low", row.low},
                          {"high", row.high},
                          {"value", row.value},
                          {"unit", machineUnit(row.unit)},
                          {"effect", orNull(row.effect)},
                          {"effect_text", row.effectText},
                          {"origin", row.origin}});
    return result;
}

}  // namespace

std::string jsonReport(const Report& report) {
    ordered_json json{{"scenario", report.scenario},
                      {"description", report.description},
                      {"path", report.scenarioPath},
                      {"settings", report.settings},
                      {"infrastructure", report.runtime},
                      {"seed", report.seed},
                      {"replications", report.replications},
                      {"fingerprint", fmt::format("{:016x}", report.fingerprint)},
                      {"outcome", report.outcome},
                      {"simulated_s", report.simulatedSeconds},
                      {"warmup_s", report.warmupSeconds},
                      {"wall_s", report.wallSeconds},
                      {"kernel_events", report.kernelEvents},
                      {"verdict", report.verdict},
                      {"pass", hasAnswer(report) ? ordered_json(report.pass) : ordered_json(nullptr)}};
    json["expectations"] = expectations(report);
    json["elements"] = elements(report);
    json["bottleneck"] = report.bottleneck ? ordered_json{{"element", report.bottleneck->element},
                                                          {"utilisation", report.bottleneck->utilisation},
                                                          {"sentence", report.bottleneck->sentence}}
                                           : ordered_json(nullptr);
    json["timeline"] = timeline(report);
    json["guesses"] = guesses(report);
    json["guess_method"] = report.guessMethod;
    json["notes"] = report.notes;
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace headroom::presentation
