#pragma once

#include "model/analysis/flow_model.h"

namespace headroom::model {

/// Clients' figures at a load: what they offer, and for closed loads what queueing leaves of it.
class LoadSolver {
public:
    LoadSolver(const Scenario& scenario, const FlowModel& model, const LoadPoint& point, double factor);

    /// Arrivals a second by client if nothing ever queued.
    std::vector<double> offered() const;
    const std::vector<ClientFlow>& clients() const { return m_clients; }

    /// Arrivals a second by client with these pods: of closed loads users / (think time + response time), solved for all
    /// clients in turn until none changes. Also fills the clients' response times.
    std::vector<double> solve(const std::map<std::string, int>& replicas);

private:
    double respond(std::size_t client, const std::vector<double>& arrivals, const std::map<std::string, int>& replicas) const;
    double solveClient(std::size_t client, std::vector<double> arrivals, const std::map<std::string, int>& replicas) const;

    const FlowModel& m_model;
    std::vector<ClientFlow> m_clients;
    double m_seen = 1;
};

}  // namespace headroom::model
