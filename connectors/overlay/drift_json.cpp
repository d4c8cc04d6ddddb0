#include <nlohmann/json.hpp>

#include "connectors/kafka/snapshot_document.h"
#include "connectors/kubernetes/snapshot_document.h"
#include "connectors/overlay/drift.h"
#include "connectors/overlay/workload_drift.h"

namespace headroom::connectors::overlay {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json things(const std::vector<DriftItem>& drift, DriftKind kind) {
    Json array = Json::array();
    for (const DriftItem& item : drift)
        if (item.kind == kind) array.push_back(item.element);
    return array;
}

Json differences(const std::vector<DriftItem>& drift) {
    Json array = Json::array();
    for (const DriftItem& item : drift)
        if (item.kind == DriftKind::Differs)
            array.push_back({{"element", item.element},
                             {"property", item.property},
                             {"scenario", orNull(item.scenario)},
                             {"cluster", orNull(item.cluster)},
                             {"text", item.text}});
    return array;
}

Json documentOf(const std::vector<DriftItem>& drift) {
    return {{"onlyInScenario", things(drift, DriftKind::OnlyInScenario)},
            {"onlyInCluster", things(drift, DriftKind::OnlyInCluster)},
            {"differences", differences(drift)}};
}

}  // namespace

std::string toJson(const kafka::Snapshot& snapshot, const Blueprint& blueprint, const std::vector<DriftItem>& drift) {
    Json json = kafka::documentOf(snapshot);
    json["scenario"] = blueprint.scenario;
    json["drift"] = documentOf(drift);
    return kafka::textOf(json);
}

std::string toJson(const kubernetes::Snapshot& snapshot, const std::string& scenario, const std::vector<DriftItem>& drift) {
    Json json = kubernetes::documentOf(snapshot);
    json["scenario"] = scenario;
    json["drift"] = documentOf(drift);
    return kafka::textOf({{"kubernetes", std::move(json)}});
}

}  // namespace headroom::connectors::overlay
