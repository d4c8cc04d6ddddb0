#pragma once

#include <map>
#include <utility>
#include <vector>

#include "model/analysis/flow_network.h"

namespace headroom::model {

/// Delays that queueing adds; all zero (and stretches one) means an empty system.
struct Waits {
    std::vector<double> stretch;  ///< by service: how much longer CPU work takes because others share the cores
    std::vector<double> threads;  ///< by service: seconds a call waits for a server thread
    std::vector<double> stores;   ///< by store: seconds an operation waits for a server
    std::map<std::pair<std::size_t, std::size_t>, double> pools;  ///< by service and store: seconds for a connection

    static Waits none(const Scenario& scenario);
};

/// How long each activity takes: what a call, a record or a store operation holds its thread or connection for.
class HoldTimes {
public:
    explicit HoldTimes(const FlowNetwork& network);

    /// Seconds by activity, retries included, a listener's redeliveries not. Infinite where a wait on its way is.
    std::vector<double> at(const Waits& waits) const;

    /// CPU seconds one visit burns in its own pod.
    double cpu(std::size_t activity) const { return m_cpu[activity]; }
    /// The sum of E[S^2] over the CPU steps of one visit, seconds squared.
    double cpuSquare(std::size_t activity) const { return m_cpuSquare[activity]; }
    /// Seconds of one call or store operation seen from its cause, the network included, without waiting to begin.
    double roundTrip(const Causation& causation, const std::vector<double>& times) const;
    /// Seconds until an appended record is acknowledged, from the service's pods.
    double acknowledgement(const Service& service, const Topic& topic) const;

    std::size_t serviceIndex(const Service* service) const;
    std::size_t storeIndex(const Store* store) const;

private:
    double visit(std::size_t activity, const Waits& waits, const std::vector<double>& times) const;
    double step(std::size_t activity, std::size_t step, const Waits& waits, const std::vector<double>& times) const;
    double latency(std::size_t from, std::size_t to) const;

    const FlowNetwork& m_network;
    std::vector<double> m_cpu;
    std::vector<double> m_cpuSquare;
    std::vector<std::vector<std::size_t>> m_targets;  ///< by activity and step: what it calls or stores in
    std::vector<std::vector<double>> m_roundTrips;    ///< by activity and step: network seconds there and back
    std::vector<std::vector<double>> m_acks;          ///< by activity and step: direct publishes
};

}  // namespace headroom::model
