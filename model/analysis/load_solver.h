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
    /// As in populationWait: 1 with any open load.
    double seen() const { return m_seen; }

    /// Arrivals a second by client with these pods: of closed loads users / (think time + response time), solved for all
    /// populations together. Also fills the clients' response times.
    std::vector<double> solve(const std::map<std::string, int>& replicas);

private:
    /// Times by activity.
    std::vector<double> respond(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas) const;
    /// Users that these arrivals keep busy or thinking; also each client's cycle time.
    double populate(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas,
                    std::vector<double>& cycles) const;
    /// Scales the closed arrivals along `direction`, at most to it, until they imply that many users.
    void fit(double users, const std::map<std::string, int>& replicas, const std::vector<double>& direction,
             std::vector<double>& arrivals, std::vector<double>& cycles) const;
    /// Turns `direction` to each population's users by its cycle time; returns the largest relative change.
    double correctShares(const std::vector<double>& arrivals, const std::vector<double>& cycles,
                         std::vector<double>& direction) const;

    const FlowModel& m_model;
    std::vector<ClientFlow> m_clients;
    double m_seen = 1;
};

}  // namespace headroom::model
