#include "connectors/overlay/workload_drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace headroom::connectors::overlay {
namespace {

using kubernetes::Kind;
using kubernetes::ServiceFigures;

/// Collects what one comparison finds.
class Comparison {
public:
    Comparison(const model::Scenario& scenario, const kubernetes::Snapshot& snapshot)
        : m_scenario(scenario), m_snapshot(snapshot) {
        for (ServiceFigures& figures : kubernetes::figuresOf(snapshot)) m_seen.emplace(figures.service, std::move(figures));
    }

    std::vector<DriftItem> run() {
        for (const model::Service& service : m_scenario.services) {
            const auto found = m_seen.find(service.name);
            if (found != m_seen.end())
                compare(service, found->second);
            else if (m_snapshot.isKnown(Kind::Deployments) && m_snapshot.isKnown(Kind::StatefulSets))
                add(DriftKind::OnlyInScenario, service.name, "service " + service.name);
        }
        for (const auto& [name, figures] : m_seen)
            if (!figures.isPlanned && !isOther(name)) add(DriftKind::OnlyInCluster, name, figures.workloads.front());
        std::ranges::stable_sort(m_items, [](const DriftItem& a, const DriftItem& b) {
            return a.kind != b.kind ? a.kind < b.kind : a.element < b.element;
        });
        return std::move(m_items);
    }

private:
    void add(DriftKind kind, const std::string& name, const std::string& text) {
        m_items.push_back({kind, "service/" + name, text, "", "", {}, {}, text});
    }

    void differs(const std::string& name, const std::string& property, int scenario, const std::optional<int>& cluster) {
        if (!cluster || scenario == *cluster) return;
        m_items.push_back({DriftKind::Differs, "service/" + name, "service " + name, property, "pods",
                           static_cast<double>(scenario), static_cast<double>(*cluster),
                           fmt::format("{}: {} {} in the scenario, {} in the cluster", name, property, scenario, *cluster)});
    }

    /// Whether a workload plays something of the scenario that is no service: a store, a Kafka cluster, a client.
    bool isOther(const std::string& name) const {
        const auto isCalled = [&](const auto& thing) { return thing.name == name; };
        return std::ranges::any_of(m_scenario.stores, isCalled) || std::ranges::any_of(m_scenario.clusters, isCalled) ||
               std::ranges::any_of(m_scenario.clients, isCalled);
    }

    void compare(const model::Service& service, const ServiceFigures& seen) {
        const bool isAutoscaled = service.hpa || service.scaledObject;
        const bool areScalersKnown = m_snapshot.isKnown(Kind::Autoscalers);
        if (!isAutoscaled && areScalersKnown && !seen.scaler)
            differs(service.name, "replicas", service.deployment.replicas, seen.wanted);
        if (!areScalersKnown || service.scaledObject) return;
        if (service.hpa.has_value() != seen.scaler.has_value()) {
            const char* const where = service.hpa ? "in the scenario, not in the cluster" : "in the cluster, not in the scenario";
            m_items.push_back({DriftKind::Differs,
                               "service/" + service.name,
                               "service " + service.name,
                               "autoscaling",
                               "",
                               {},
                               {},
                               fmt::format("{}: has an HPA {}", service.name, where)});
        } else if (service.hpa) {
            differs(service.name, "minReplicas", service.hpa->minReplicas, seen.scaler->least);
            differs(service.name, "maxReplicas", service.hpa->maxReplicas, seen.scaler->most);
        }
    }

    const model::Scenario& m_scenario;
    const kubernetes::Snapshot& m_snapshot;
    std::map<std::string, ServiceFigures> m_seen;
    std::vector<DriftItem> m_items;
};

}  // namespace

std::vector<DriftItem> compareWorkloads(const model::Scenario& scenario, const kubernetes::Snapshot& snapshot) {
    return Comparison(scenario, snapshot).run();
}

}  // namespace headroom::connectors::overlay
