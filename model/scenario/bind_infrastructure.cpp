#include <set>

#include <fmt/format.h>

#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

void bindZones(BindingContext& context, const MappingReader& root) {
    const SourceNode* list = root.findList("zones");
    if (list == nullptr) return;
    std::set<std::string> seen;
    for (const auto& item : list->items) {
        const auto name = scalarText(context, *item, "the name of a zone");
        if (!name || !checkName(context, item->location, "a zone", *name)) continue;
        if (!seen.insert(*name).second)
            context.error(*item, fmt::format("zone '{}' is listed twice", *name));
        else
            context.scenario().zones.push_back({*name, Distribution::constant(0)});
    }
}

void bindLink(BindingContext& context, const SourceNode& node, const std::string& path) {
    const MappingReader reader(context, &node, path, vocabulary::networkLink());
    ZoneLink link;
    for (const auto& [key, field] : {std::pair{"from", &link.from}, std::pair{"to", &link.to}}) {
        const SourceNode* zone = reader.require(key);
        if (zone != nullptr && reader.text(key, *field)) expectReference(context, *zone, Referent::Zone, *field);
    }
    reader.require("latency");
    reader.distribution("latency", link.latency);
    double bandwidth = 0;
    if (reader.find("bandwidth") != nullptr && reader.quantity("bandwidth", bandwidth, Unit::Bandwidth, 1))
        link.bandwidth = Bandwidth{bandwidth};
    context.scenario().links.push_back(std::move(link));
}

void bindNetwork(BindingContext& context, const MappingReader& root) {
    if (root.find("network") == nullptr) return;
    const MappingReader network(context, root.find("network"), "network", vocabulary::network());
    Scenario& scenario = context.scenario();
    Distribution within;
    if (network.distribution("within", within))
        for (Zone& zone : scenario.zones) zone.latencyWithin = within;
    ZoneLink everywhere;
    network.distribution("between", everywhere.latency);
    double bandwidth = 0;
    if (network.find("bandwidth") != nullptr && network.quantity("bandwidth", bandwidth, Unit::Bandwidth, 1))
        everywhere.bandwidth = Bandwidth{bandwidth};
    scenario.links.push_back(std::move(everywhere));
    const SourceNode* links = network.findList("links");
    for (std::size_t i = 0; links != nullptr && i < links->items.size(); ++i)
        bindLink(context, *links->items[i], joinPath("network.links", i));
}

void bindNodes(BindingContext& context, const MappingReader& root) {
    const SourceNode* nodes = root.findMapping("nodes");
    if (nodes == nullptr) return;
    for (const auto& entry : nodes->entries) {
        if (!checkName(context, entry.keyLocation, "a group of nodes", entry.key)) continue;
        const MappingReader reader(context, entry.value.get(), joinPath("nodes", entry.key), vocabulary::nodeGroup());
        NodeGroup group;
        group.name = entry.key;
        reader.count("count", group.count, 1, 100'000);
        if (reader.texts("zones", group.zones))
            for (const std::string& zone : group.zones) expectReference(context, *reader.find("zones"), Referent::Zone, zone);
        double cores = group.cpu.cores();
        if (reader.quantity("cpu", cores, Unit::Count, 0.001, 1e6))
            group.cpu = MilliCpu{static_cast<std::int64_t>(cores * 1000 + 0.5)};
        reader.size("memory", group.memory);
        double bandwidth = 0;
        if (reader.find("bandwidth") != nullptr && reader.quantity("bandwidth", bandwidth, Unit::Bandwidth, 1))
            group.bandwidth = Bandwidth{bandwidth};
        context.scenario().nodes.push_back(std::move(group));
    }
}

void bindHpaController(BindingContext& context, const MappingReader& root) {
    const MappingReader reader(context, root.find("hpaController"), "hpaController", vocabulary::hpaController());
    HpaControllerConfig& config = context.scenario().hpaController;
    reader.positiveTime("syncPeriod", config.syncPeriod);
    reader.time("downscaleStabilization", config.downscaleStabilization);
    reader.quantity("tolerance", config.tolerance, Unit::Share);
    reader.time("cpuInitializationPeriod", config.cpuInitializationPeriod);
    reader.time("initialReadinessDelay", config.initialReadinessDelay);
    reader.positiveTime("metricsResolution", config.metricsResolution);
    reader.positiveTime("metricsWindow", config.metricsWindow);
}

void bindKubernetesDefaults(BindingContext& context) {
    Scenario& scenario = context.scenario();
    const bool isNewer = compareVersions(scenario.versions.kubernetes, "1.32") >= 0;
    scenario.nodeMonitorGracePeriod = Duration::seconds(isNewer ? 50 : 40);
    context.effective("kubernetes.nodeMonitorGracePeriod", isNewer ? "50s" : "40s",
                      fmt::format("default of Kubernetes {}", scenario.versions.kubernetes));
}

}  // namespace

void bindInfrastructure(BindingContext& context, const MappingReader& root) {
    bindZones(context, root);
    bindNetwork(context, root);
    bindNodes(context, root);
    bindHpaController(context, root);
    bindKubernetesDefaults(context);
}

}  // namespace headroom::model
