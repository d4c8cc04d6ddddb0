#include "model/analysis/flow_balance.h"

#include <algorithm>

#include "model/analysis/flow_model.h"
#include "model/analysis/load_solver.h"
#include "model/find_named.h"

namespace headroom::model {

namespace {

double openLevel(const OpenLoad& load, const LoadPoint& point, Duration duration) {
    if (load.process == OpenLoad::Process::Replay)
        return duration.ns > 0 ? static_cast<double>(load.arrivals.size()) / duration.toSeconds() : 0;
    switch (point.kind) {
        case LoadPoint::Kind::Peak: return load.rate.peak();
        case LoadPoint::Kind::Mean: return load.rate.mean(duration);
        case LoadPoint::Kind::At: return load.rate.at(point.at);
    }
    return 0;
}

}  // namespace

double levelAt(const Load& load, const LoadPoint& point, Duration duration) {
    if (const auto* open = std::get_if<OpenLoad>(&load)) return openLevel(*open, point, duration);
    const LoadProfile& users = std::get<ClosedLoad>(load).users;
    switch (point.kind) {
        case LoadPoint::Kind::Peak: return users.peak();
        case LoadPoint::Kind::Mean: return users.mean(duration);
        case LoadPoint::Kind::At: return users.at(point.at);
    }
    return 0;
}

FlowBalance balanceFlows(const Scenario& scenario, const AnalysisOptions& options) {
    const FlowModel model(scenario, options.failures);
    LoadSolver solver(scenario, model, options.point, options.loadFactor);
    auto replicas =
        model.replicas(options.replicas == ReplicaChoice::Maximum ? ReplicaChoice::Maximum : ReplicaChoice::Declared, {});
    std::vector<double> arrivals = solver.solve(replicas);
    // An autoscaler and a closed load answer each other: more pods let more arrivals through, which want more pods.
    constexpr int maxRounds = 20;
    for (int round = 0; options.replicas == ReplicaChoice::SteadyState && round < maxRounds; ++round) {
        std::vector<double> perPoll;
        const auto next = model.replicas(ReplicaChoice::SteadyState, model.cpuSeconds(model.rates(arrivals, replicas, perPoll)));
        if (next == replicas) break;
        replicas = next;
        arrivals = solver.solve(replicas);
    }
    FlowBalance balance = model.flows(arrivals, replicas, solver.seen());
    balance.seen = solver.seen();
    balance.clients = solver.clients();
    return balance;
}

double FlowBalance::totalArrivals() const {
    double sum = 0;
    for (const ClientFlow& client : clients) sum += client.arrivals;
    return sum;
}

double FlowBalance::totalOffered() const {
    double sum = 0;
    for (const ClientFlow& client : clients) sum += client.offered;
    return sum;
}

double FlowBalance::rate(const std::string& activity) const {
    const auto found = std::ranges::find(activities, activity, &ActivityFlow::activity);
    return found == activities.end() ? 0 : found->perSecond;
}

const TopicFlow* FlowBalance::findTopic(const std::string& topic) const {
    return findNamed(topics, &TopicFlow::topic, topic);
}

const GroupFlow* FlowBalance::findGroup(const std::string& group) const {
    return findNamed(groups, &GroupFlow::group, group);
}

}  // namespace headroom::model
