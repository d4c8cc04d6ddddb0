#include <nlohmann/json.hpp>

#include "connectors/kafka/snapshot_document.h"
#include "connectors/overlay/drift.h"

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

}  // namespace

std::string toJson(const kafka::Snapshot& snapshot, const Blueprint& blueprint, const std::vector<DriftItem>& drift) {
    Json json = kafka::documentOf(snapshot);
    json["scenario"] = blueprint.scenario;
    json["drift"] = {{"onlyInScenario", things(drift, DriftKind::OnlyInScenario)},
                     {"onlyInCluster", things(drift, DriftKind::OnlyInCluster)},
                     {"differences", differences(drift)}};
    return kafka::textOf(json);
}

}  // namespace headroom::connectors::overlay
