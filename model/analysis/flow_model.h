#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/analysis/flow_balance.h"
#include "model/analysis/hold_times.h"

namespace headroom::model {

/// A scenario prepared for many questions: what flows at given arrivals, and how long things take then.
class FlowModel {
public:
    FlowModel(const Scenario& scenario, const std::map<std::string, double>& failures);
    FlowModel(const FlowModel&) = delete;
    FlowModel& operator=(const FlowModel&) = delete;

    const FlowNetwork& network() const { return m_network; }
    const HoldTimes& holdTimes() const { return m_holdTimes; }
    /// Times without queueing, by activity.
    const std::vector<double>& uncontended() const { return m_uncontended; }

    /// All flows at these arrivals a second (by client) and pods (by service name). Clients' own figures are left empty.
    /// `seen` as in populationWait.
    FlowBalance flows(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas, double seen) const;

    /// Rates by activity, with the polls that those rates lead to.
    std::vector<double> rates(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas,
                              std::vector<double>& recordsPerPoll) const;

    /// Delays by queueing at these rates; `seen` as in populationWait. Infinite where something is overloaded.
    Waits waits(const std::vector<double>& rates, const std::map<std::string, int>& replicas, double seen) const;

    /// CPU seconds a second by service, relays included.
    std::vector<double> cpuSeconds(const std::vector<double>& rates) const;

    /// CPU seconds a second of a service without its relays.
    double requestCpuSeconds(const Service& service, const std::vector<double>& rates) const;
    /// Rate times E[S^2] of a service's CPU steps, seconds squared a second; relays not included.
    double cpuSquares(const Service& service, const std::vector<double>& rates) const;

    /// Pods of every service under a choice; SteadyState needs the CPU seconds by service.
    std::map<std::string, int> replicas(ReplicaChoice choice, const std::vector<double>& cpuSeconds) const;

private:
    double recordsPerPoll(std::size_t listener, double perSecond, int pods) const;
    std::vector<double> storeWaits(const std::vector<double>& rates, double seen) const;
    void poolWaits(const std::vector<double>& rates, const std::vector<double>& times, const std::map<std::string, int>& replicas,
                   double seen, Waits& waits) const;
    double threadWait(std::size_t service, const std::vector<double>& rates, const std::vector<double>& times, int pods,
                      double seen) const;

    const Scenario& m_scenario;
    FlowNetwork m_network;
    HoldTimes m_holdTimes;
    std::vector<double> m_uncontended;
};

/// Share of a topic's records in its fullest partition and at the fullest of `members` consumers.
double hottestShare(const Topic& topic, const std::vector<KeySpec>& keys);
double fullestShare(const Topic& topic, int members, double hottest);

/// Adds what the relays of outboxes read, and its effect on their stores, to the rates and flows.
void addOutboxes(const FlowModel& model, std::vector<double>& rates, FlowBalance& balance);

/// What the relays can move at these rates (outboxes' own operations included), waiting for stores and CPU as they then must.
void addRelayCapacities(const FlowModel& model, const std::vector<double>& rates, double seen, FlowBalance& balance);

/// Adds topics, clusters and their batches, requests and bytes.
void addKafkaFlows(const FlowModel& model, const std::vector<double>& rates, FlowBalance& balance);

/// Adds groups.
void addGroups(const FlowModel& model, const std::vector<double>& rates, const std::vector<double>& recordsPerPoll,
               FlowBalance& balance);

}  // namespace headroom::model
