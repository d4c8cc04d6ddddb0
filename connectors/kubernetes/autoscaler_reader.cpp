#include "connectors/kubernetes/json_access.h"
#include "connectors/kubernetes/object_reader.h"
#include "model/ecosystem/value_codec.h"

namespace headroom::connectors::kubernetes {
namespace {

/// Where a metric of a type stands: the type's own field, its name's place in it.
struct Place {
    const char* type;
    const char* field;
};

constexpr std::array<Place, 5> places{{{"Resource", "resource"},
                                       {"ContainerResource", "containerResource"},
                                       {"Pods", "pods"},
                                       {"Object", "object"},
                                       {"External", "external"}}};

const char* fieldOf(const std::string& type) {
    for (const Place& place : places)
        if (type == place.type) return place.field;
    return nullptr;
}

/// What a metric is called, apart from others of an autoscaler.
std::string metricName(const Json& metric, const char* field) {
    const bool isResource = hasAt(metric, {field, "name"});
    const std::string container = textAt(metric, {field, "container"});
    std::string name = isResource ? textAt(metric, {field, "name"}) : textAt(metric, {field, "metric", "name"});
    if (!container.empty()) name += " of " + container;
    return name;
}

std::optional<double> quantityAt(const Json& metric, const char* field, const char* part, const char* value) {
    const Json* found = find(metric, {field, part, value});
    if (found == nullptr) return std::nullopt;
    if (found->is_number()) return found->get<double>();
    return found->is_string() ? model::parseKubernetesQuantity(found->get<std::string>()) : std::nullopt;
}

std::string ownUnit(const std::string& name) {
    if (name.starts_with("cpu")) return "cores";
    return name.starts_with("memory") ? "B" : "";
}

/// Which of its values an autoscaler goes by.
const char* valueOf(const Json& metric, const char* field) {
    for (const char* value : {"averageUtilization", "averageValue", "value"})
        if (hasAt(metric, {field, "target", value})) return value;
    return nullptr;
}

/// The current value of a metric, among those that its controller last saw.
std::optional<double> currentOf(const Json& json, const std::string& type, const std::string& name, const char* value) {
    for (const Json* current : objectsAt(json, {"status", "currentMetrics"})) {
        const char* field = fieldOf(textAt(*current, {"type"}));
        if (field == nullptr || textAt(*current, {"type"}) != type || metricName(*current, field) != name) continue;
        return quantityAt(*current, field, "current", value);
    }
    return std::nullopt;
}

std::vector<AutoscalerMetric> readMetrics(const Json& json) {
    std::vector<AutoscalerMetric> metrics;
    for (const Json* metric : objectsAt(json, {"spec", "metrics"})) {
        const std::string type = textAt(*metric, {"type"});
        const char* field = fieldOf(type);
        if (field == nullptr) continue;
        const std::string name = metricName(*metric, field);
        const char* value = valueOf(*metric, field);
        if (name.empty() || value == nullptr) continue;
        const bool isShare = std::string_view(value) == "averageUtilization";
        metrics.push_back({name, isShare ? "%" : ownUnit(name), currentOf(json, type, name, value),
                           quantityAt(*metric, field, "target", value)});
    }
    return metrics;
}

/// A count that the API leaves out where it is 0: known once the controller has said how many replicas it wants.
std::optional<int> statusReplicas(const Json& json, const char* field) {
    if (hasAt(json, {"status", field})) return countAt(json, {"status", field});
    return hasAt(json, {"status", "desiredReplicas"}) ? std::optional(0) : std::nullopt;
}

}  // namespace

std::optional<Autoscaler> readAutoscaler(const Json& json) {
    Autoscaler scaler;
    scaler.name = {textAt(json, {"metadata", "namespace"}), textAt(json, {"metadata", "name"})};
    if (scaler.name.name.empty()) return std::nullopt;
    scaler.targetKind = textAt(json, {"spec", "scaleTargetRef", "kind"});
    scaler.target = textAt(json, {"spec", "scaleTargetRef", "name"});
    scaler.least = hasAt(json, {"spec", "minReplicas"}) ? countAt(json, {"spec", "minReplicas"}) : std::nullopt;
    scaler.most = countAt(json, {"spec", "maxReplicas"});
    scaler.current = statusReplicas(json, "currentReplicas");
    // desiredReplicas itself is always there, and 0 until the controller has looked for the first time.
    const bool hasLooked = !objectsAt(json, {"status", "conditions"}).empty();
    if (hasLooked) scaler.desired = countAt(json, {"status", "desiredReplicas"});
    if (!hasLooked) scaler.current.reset();
    scaler.lastScale = textAt(json, {"status", "lastScaleTime"});
    scaler.metrics = readMetrics(json);
    for (const Json* condition : objectsAt(json, {"status", "conditions"}))
        scaler.conditions.push_back({textAt(*condition, {"type"}), textAt(*condition, {"status"}), textAt(*condition, {"reason"}),
                                     textAt(*condition, {"message"})});
    return scaler;
}

}  // namespace headroom::connectors::kubernetes
