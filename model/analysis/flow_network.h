#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/topology/activity_graph.h"

namespace headroom::model {

/// A scenario's activities with how often each causes the next: the linear part of the flow balance. The scenario must outlive
/// it.
class FlowNetwork {
public:
    /// `failures`: probability that an element ("store/ledger", "service/x") answers with an error, or that a topic's record
    /// can't be processed, beyond what `fail` steps say.
    FlowNetwork(const Scenario& scenario, std::map<std::string, double> failures);

    const Scenario& scenario() const { return m_scenario; }
    const ActivityGraph& graph() const { return m_graph; }

    /// Expected occurrences of a step a visit of its activity, retries included; a listener's redeliveries are not.
    double stepVisits(std::size_t activity, std::size_t step) const;
    /// Attempts a taken call or store step makes, at least 1.
    double stepAttempts(std::size_t activity, std::size_t step) const;
    /// Seconds a taken step waits between its attempts.
    double stepBackOff(std::size_t activity, std::size_t step) const;
    /// Probability that one run of the activity fails.
    double failure(std::size_t activity) const { return m_failure[activity]; }
    /// Deliveries a record, and the probability that it ends as a dead letter.
    double deliveries(std::size_t listener) const;
    double deadLetters(std::size_t listener) const;

    /// Occurrences per second of every activity. `arrivals` by client, `recordsPerPoll` by activity (polls only).
    /// Activities in a cycle that feeds itself at least as much as it consumes get infinity.
    std::vector<double> rates(const std::vector<double>& arrivals, const std::vector<double>& recordsPerPoll) const;

    /// Share of a topic's records, read by this listener's group, that this listener gets (by its members).
    double deliveryShare(const Causation& delivery) const;

private:
    struct StepFlow {
        double visits = 1;
        double attempts = 1;
        double backOff = 0;
    };
    double injected(const std::string& element) const;
    void findFailures();
    double passThrough(std::size_t activity);
    double stepFailure(std::size_t activity, std::size_t step, StepFlow& flow) const;
    double targetFailure(const Step& step) const;
    double weight(std::size_t edge, const std::vector<double>& recordsPerPoll) const;
    void solveCycle(const std::vector<std::size_t>& component, const std::vector<double>& recordsPerPoll,
                    std::vector<double>& rates) const;

    const Scenario& m_scenario;
    ActivityGraph m_graph;
    std::map<std::string, double> m_failures;
    std::vector<std::vector<StepFlow>> m_steps;  ///< by activity and step
    std::vector<double> m_failure;
    std::vector<std::vector<std::size_t>> m_outgoing;  ///< causations by cause
    std::vector<bool> m_cyclic;                        ///< by component
    std::vector<double> m_shares;                      ///< by causation; deliveries only
};

}  // namespace headroom::model
