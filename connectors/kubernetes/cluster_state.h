#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/kubernetes/naming.h"
#include "connectors/kubernetes/object_reader.h"
#include "connectors/kubernetes/scalings.h"

namespace headroom::connectors::kubernetes {

/// All that is known of a cluster, kept up by what its lists and watches say, and what has happened in it since it was first
/// seen.
///
/// The first list of a kind is how things are; everything after it has happened. Nothing of it depends on anything but the calls.
class ClusterState {
public:
    explicit ClusterState(Naming naming) : m_naming(std::move(naming)) {}

    /// These are all objects of a kind. What is missing has gone, who knows how.
    void replaceAll(Kind kind, const std::vector<Object>& objects, trace::Instant now);
    void put(const Object& object, trace::Instant now);
    void remove(const Object& object, trace::Instant now);

    /// What has happened since it was last asked, in its order; what more may be told of soon is held back.
    std::vector<trace::Event> takeEvents(trace::Instant now);
    /// Pods seen for the first time since it was last asked, gone again or not.
    struct NewPod {
        std::string name;     ///< as a trace has it
        std::string service;  ///< empty: of none
    };
    std::vector<NewPod> takeNewPods() { return std::exchange(m_newPods, {}); }

    const std::map<ObjectName, Workload>& workloads(Workload::Type type) const;
    const std::map<ObjectName, Pod>& pods() const { return m_pods; }
    const std::map<ObjectName, Autoscaler>& autoscalers() const { return m_autoscalers; }
    /// Of containers since the first look, by element.
    const std::map<std::string, double>& restarts() const { return m_restarts; }
    std::string serviceOf(const Pod& pod) const;
    std::string serviceOf(const Workload& workload) const { return m_naming.serviceOf(workload.name, workload.labels); }
    const Naming& naming() const { return m_naming; }

private:
    std::map<ObjectName, Workload>& workloadsOf(Workload::Type type);
    void take(const Workload& workload, trace::Instant now);
    void take(const Pod& pod, trace::Instant now);
    void take(const Autoscaler& scaler, trace::Instant now);
    void take(const ClusterEvent& event, trace::Instant now);
    void noteRemoved(const Workload& workload, bool isWitnessed, trace::Instant now);
    void noteRemoved(const Pod& pod, bool isWitnessed, trace::Instant now);
    void erase(Kind kind, const ObjectName& name, bool isWitnessed, trace::Instant now);
    template <class T>
    void keepOnly(Kind kind, std::map<ObjectName, T>& all, const std::vector<Object>& objects, trace::Instant now);
    bool isFirst(Kind kind) const { return !m_isSeen.at(static_cast<std::size_t>(kind)); }

    const Workload* findTarget(const Autoscaler& scaler) const;
    const Autoscaler* findAutoscaler(const ObjectName& workload) const;
    std::string serviceOfTarget(const ObjectName& workload) const;
    std::string elementAbout(const ClusterEvent& event) const;
    void tell(Change change, std::string element, trace::Instant now);

    Naming m_naming;
    std::map<ObjectName, Workload> m_deployments;
    std::map<ObjectName, Workload> m_statefulSets;
    std::map<ObjectName, Pod> m_pods;
    std::map<ObjectName, Autoscaler> m_autoscalers;
    std::map<ObjectName, std::int64_t> m_counts;  ///< of the cluster's events, as far as they were told
    std::map<std::string, double> m_restarts;
    std::array<bool, kinds.size()> m_isSeen{};
    Scalings m_scalings;
    std::vector<trace::Event> m_events;
    std::vector<NewPod> m_newPods;
    std::size_t m_untold = 0;
};

}  // namespace headroom::connectors::kubernetes
