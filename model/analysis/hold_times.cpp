#include "model/analysis/hold_times.h"

#include <algorithm>
#include <cmath>

#include "model/analysis/capacity.h"
#include "model/topology/placement.h"

namespace headroom::model {

namespace {

std::vector<std::string> place(const Activity& activity, const Scenario& scenario) {
    if (activity.client != nullptr)
        return activity.client->zone.empty() ? std::vector<std::string>{} : std::vector{activity.client->zone};
    if (activity.store != nullptr)
        return activity.store->zone.empty() ? std::vector<std::string>{} : std::vector{activity.store->zone};
    return activity.service == nullptr ? std::vector<std::string>{} : zonesOf(*activity.service, scenario);
}

/// `amount` times `factor` where nothing times infinity is nothing.
double scaled(double amount, double factor) {
    return amount == 0 ? 0 : amount * factor;
}

}  // namespace

Waits Waits::none(const Scenario& scenario) {
    return {std::vector<double>(scenario.services.size(), 1),
            std::vector<double>(scenario.services.size(), 0),
            std::vector<double>(scenario.stores.size(), 0),
            {}};
}

HoldTimes::HoldTimes(const FlowNetwork& network) : m_network(network) {
    const auto& activities = network.graph().activities();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        const Steps& steps = activities[i].steps();
        m_cpu.push_back(0);
        m_cpuSquare.push_back(0);
        m_targets.emplace_back(steps.size(), ActivityGraph::npos);
        m_roundTrips.emplace_back(steps.size(), 0.0);
        m_acks.emplace_back(steps.size(), 0.0);
        for (std::size_t s = 0; s < steps.size(); ++s) {
            if (!activities[i].owns(steps[s])) continue;
            if (const auto* cpu = std::get_if<CpuStep>(&steps[s].action)) {
                const double work = network.stepVisits(i, s) * cpu->work.mean;
                m_cpu[i] += work;
                m_cpuSquare[i] += work * cpu->work.mean * (1 + cpu->work.squaredVariation());
            }
            if (const auto* publish = std::get_if<PublishStep>(&steps[s].action);
                publish != nullptr && activities[i].service != nullptr) {
                const auto topic = std::ranges::find(network.scenario().topics, publish->topic, &Topic::name);
                if (publish->via == PublishStep::Via::Direct && topic != network.scenario().topics.end())
                    m_acks[i][s] = acknowledgement(*activities[i].service, *topic);
            }
        }
    }
    for (const Causation& causation : network.graph().causations()) {
        const bool isVisit = causation.kind == Causation::Kind::Call || causation.kind == Causation::Kind::Store ||
                             causation.kind == Causation::Kind::OutboxRow;
        if (!isVisit) continue;
        m_targets[causation.from][causation.step] = causation.to;
        m_roundTrips[causation.from][causation.step] = 2 * latency(causation.from, causation.to);
    }
}

std::size_t HoldTimes::serviceIndex(const Service* service) const {
    return static_cast<std::size_t>(service - m_network.scenario().services.data());
}

std::size_t HoldTimes::storeIndex(const Store* store) const {
    return static_cast<std::size_t>(store - m_network.scenario().stores.data());
}

double HoldTimes::latency(std::size_t from, std::size_t to) const {
    const auto& activities = m_network.graph().activities();
    return meanLatency(place(activities[from], m_network.scenario()), place(activities[to], m_network.scenario()),
                       m_network.scenario());
}

double HoldTimes::acknowledgement(const Service& service, const Topic& topic) const {
    const Scenario& scenario = m_network.scenario();
    const KafkaCluster* cluster = clusterOf(topic, scenario);
    if (cluster == nullptr || service.producer.acks == Acks::None) return 0;
    std::vector<std::string> brokerZones;
    for (int i = 0; i < cluster->brokers; ++i)
        if (const std::string zone = zoneOf(*cluster, i); !zone.empty()) brokerZones.push_back(zone);
    const double append = cluster->requestWork.mean + cluster->batchWork.mean;
    const double there = meanLatency(zonesOf(service, scenario), brokerZones, scenario);
    double seconds = service.producer.linger.toSeconds() + 2 * there + append;
    // The leader learns of a follower's append from its next fetch: one answer and one request between brokers.
    if (service.producer.acks == Acks::All && topic.replicas > 1)
        seconds += 2 * meanLatency(brokerZones, brokerZones, scenario) + 2 * cluster->requestWork.mean;
    return seconds;
}

double HoldTimes::roundTrip(const Causation& causation, const std::vector<double>& times) const {
    const double network = causation.kind == Causation::Kind::Dedup ? 2 * latency(causation.from, causation.to)
                                                                    : m_roundTrips[causation.from][causation.step];
    return network + times[causation.to];
}

std::vector<double> HoldTimes::at(const Waits& waits) const {
    const ActivityGraph& graph = m_network.graph();
    std::vector<double> times(graph.activities().size(), 0);
    const auto& components = graph.components();
    for (auto component = components.rbegin(); component != components.rend(); ++component) {
        // A cycle's times converge geometrically while its gain is below one.
        const int passes = component->size() > 1 ? 200 : 1;
        for (int pass = 0; pass < passes; ++pass)
            for (const std::size_t i : *component) times[i] = visit(i, waits, times);
    }
    return times;
}

double HoldTimes::visit(std::size_t activity, const Waits& waits, const std::vector<double>& times) const {
    const Activity& what = m_network.graph().activities()[activity];
    if (what.storeOperation != nullptr) {
        const auto& operation = *what.storeOperation;
        double time = operation.time.mean + waits.stores[storeIndex(what.store)];
        const std::size_t miss =
            operation.hitRatio < 1
                ? m_network.graph().findActivity("store/" + operation.missStore + "." + operation.missOperation)
                : ActivityGraph::npos;
        if (miss != ActivityGraph::npos) time += scaled(1 - operation.hitRatio, 2 * latency(activity, miss) + times[miss]);
        return time;
    }
    double time = 0;
    for (std::size_t s = 0; s < what.steps().size(); ++s)
        if (what.owns(what.steps()[s])) time += step(activity, s, waits, times);
    if (what.kind == Activity::Kind::Listener && what.listener->dedup) {
        const auto& dedup = *what.listener->dedup;
        const std::size_t target = m_network.graph().findActivity("store/" + dedup.store + "." + dedup.operation);
        if (target != ActivityGraph::npos) time += 2 * latency(activity, target) + times[target];
    }
    return time;
}

double HoldTimes::step(std::size_t activity, std::size_t index, const Waits& waits, const std::vector<double>& times) const {
    const Activity& what = m_network.graph().activities()[activity];
    const Step& taken = what.steps()[index];
    const double visits = m_network.stepVisits(activity, index);
    const double backOff = visits / m_network.stepAttempts(activity, index) * m_network.stepBackOff(activity, index);
    if (const auto* cpu = std::get_if<CpuStep>(&taken.action)) {
        if (what.service == nullptr) return visits * cpu->work.mean;
        const double speed = std::min(1.0, podCores(*what.service, m_network.scenario()));
        return scaled(visits * cpu->work.mean / speed, waits.stretch[serviceIndex(what.service)]);
    }
    if (const auto* wait = std::get_if<WaitStep>(&taken.action)) return visits * wait->time.mean;
    if (std::holds_alternative<PublishStep>(taken.action)) {
        const std::size_t row = m_targets[activity][index];
        const double rowTime = row == ActivityGraph::npos ? 0 : m_roundTrips[activity][index] + times[row];
        return scaled(visits, m_acks[activity][index] + rowTime);
    }
    const std::size_t target = m_targets[activity][index];
    if (target == ActivityGraph::npos) return backOff;
    double once = m_roundTrips[activity][index] + times[target];
    const Activity& other = m_network.graph().activities()[target];
    if (other.kind == Activity::Kind::Operation) once += waits.threads[serviceIndex(other.service)];
    if (other.store != nullptr && what.service != nullptr) {
        const auto pool = waits.pools.find({serviceIndex(what.service), storeIndex(other.store)});
        if (pool != waits.pools.end()) once += pool->second;
    }
    return scaled(visits, once) + backOff;
}

}  // namespace headroom::model
