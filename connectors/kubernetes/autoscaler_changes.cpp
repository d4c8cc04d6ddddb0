#include "connectors/kubernetes/autoscaler_changes.h"

#include <fmt/format.h>

namespace headroom::connectors::kubernetes {
namespace {

const char* const controller = "pkg/controller/podautoscaler";

std::string valueText(const std::optional<double>& value, const std::string& unit) {
    if (!value) return "–";
    constexpr double mebi = 1048576.0;
    if (unit == "B") return fmt::format("{:.4g} MiB", *value / mebi);
    return fmt::format("{:.4g}{}{}", *value, unit.empty() ? "" : " ", unit);
}

bool holds(const Autoscaler* scaler, const std::string& type, const std::string& status) {
    const Condition* condition = scaler == nullptr ? nullptr : scaler->findCondition(type);
    return condition != nullptr && condition->status == status;
}

std::string reasonOf(const Autoscaler* scaler, const std::string& type) {
    const Condition* condition = scaler == nullptr ? nullptr : scaler->findCondition(type);
    return condition == nullptr ? std::string{} : condition->reason;
}

Change changeOf(const Condition& condition, const char* kind, const char* severity, const std::string& sentence) {
    return {kind, severity, {kind, {{"reason", condition.reason, ""}}, condition.reason, sentence, controller}};
}

}  // namespace

std::string metricsText(const Autoscaler& scaler) {
    std::string text;
    for (const AutoscalerMetric& metric : scaler.metrics)
        text += fmt::format("{}{} {} of {}", text.empty() ? "" : ", ", metric.name, valueText(metric.current, metric.unit),
                            valueText(metric.target, metric.unit));
    return text;
}

std::vector<Change> changesOf(const Autoscaler* before, const Autoscaler& after, const std::string& shown) {
    std::vector<Change> changes;
    const Condition* limited = after.findCondition("ScalingLimited");
    const bool isLimited = holds(&after, "ScalingLimited", "True");
    const bool wasLimited = holds(before, "ScalingLimited", "True");
    if (isLimited && (!wasLimited || reasonOf(before, "ScalingLimited") != limited->reason))
        changes.push_back(
            changeOf(*limited, "hpa.limited", "info", fmt::format("HPA {}: {}: {}", shown, limited->reason, limited->message)));
    if (wasLimited && limited != nullptr && !isLimited)
        changes.push_back(changeOf(*limited, "hpa.stable", "info", fmt::format("HPA {}: limited no longer", shown)));
    for (const char* type : {"ScalingActive", "AbleToScale"}) {
        const Condition* condition = after.findCondition(type);
        if (condition == nullptr) continue;
        const bool fails = condition->status == "False";
        const bool failed = holds(before, type, "False");
        if (fails && (!failed || reasonOf(before, type) != condition->reason))
            changes.push_back(changeOf(*condition, "hpa.failed", "warning",
                                       fmt::format("HPA {}: {}: {}", shown, condition->reason, condition->message)));
        if (failed && condition->status == "True")
            changes.push_back(changeOf(*condition, "hpa.stable", "info", fmt::format("HPA {}: {}", shown, condition->reason)));
    }
    return changes;
}

Change changeOf(const Scaling& scaling) {
    const std::string from = scaling.from ? fmt::format("{} → ", *scaling.from) : "to ";
    const bool isByAutoscaler = scaling.by || !scaling.because.empty();
    const bool isUp = !scaling.from || scaling.to > *scaling.from;
    Change change;
    change.kind = isByAutoscaler ? "hpa.scaled" : "deployment.scaled";
    change.severity = "info";
    trace::Reason& reason = change.reason;
    reason.rule = !isByAutoscaler ? "deployment.replicas" : isUp ? "hpa.scaleUp" : "hpa.scaleDown";
    reason.source = isByAutoscaler ? controller : "kube-apiserver";
    reason.result = fmt::format("{} replicas", scaling.to);
    if (scaling.from) reason.inputs.push_back({"from", static_cast<double>(*scaling.from), "replicas"});
    reason.inputs.push_back({"to", static_cast<double>(scaling.to), "replicas"});
    reason.sentence = fmt::format("{}{} {}{}", isByAutoscaler ? "HPA scaled " : "", scaling.shown, from, scaling.to);
    if (!isByAutoscaler) reason.sentence = fmt::format("{} scaled {}{}, by no HPA", scaling.shown, from, scaling.to);
    if (!scaling.because.empty()) reason.sentence += ": " + scaling.because;
    if (!scaling.by) return change;
    for (const AutoscalerMetric& metric : scaling.by->metrics) {
        if (metric.current) reason.inputs.push_back({metric.name, *metric.current, metric.unit});
        if (metric.target) reason.inputs.push_back({metric.name + " target", *metric.target, metric.unit});
    }
    const std::string metrics = metricsText(*scaling.by);
    if (!metrics.empty()) reason.sentence += "; " + metrics;
    if (scaling.by->least && scaling.by->most)
        reason.sentence += fmt::format("; allowed {}–{}", *scaling.by->least, *scaling.by->most);
    const Condition* limited = scaling.by->findCondition("ScalingLimited");
    if (limited != nullptr && limited->status == "True") reason.sentence += fmt::format("; limited: {}", limited->reason);
    return change;
}

}  // namespace headroom::connectors::kubernetes
