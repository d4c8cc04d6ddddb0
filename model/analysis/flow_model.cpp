#include "model/analysis/flow_model.h"

#include <algorithm>
#include <cmath>

#include "model/analysis/capacity.h"
#include "model/analysis/queueing.h"

namespace headroom::model {

namespace {

using Kind = Activity::Kind;

double outboxRows(const FlowNetwork& network, const Service& service, const std::vector<double>& rates) {
    double rows = 0;
    const auto& graph = network.graph();
    for (const Causation& causation : graph.causations()) {
        const Activity& from = graph.activities()[causation.from];
        if (causation.kind != Causation::Kind::Publish || from.service != &service) continue;
        if (std::get<PublishStep>(from.steps()[causation.step].action).via != PublishStep::Via::Outbox) continue;
        const double repeats = from.kind == Kind::Listener ? network.deliveries(causation.from) : 1;
        rows += repeats * network.stepVisits(causation.from, causation.step) * rates[causation.from];
    }
    return rows;
}

/// Records that reach a listener at once, because they leave an outbox together: 1 when something else publishes its topics.
double recordsAtOnce(const FlowNetwork& network, const Listener& listener, double perSecond) {
    double most = 0;
    const auto& graph = network.graph();
    for (const Causation& causation : graph.causations()) {
        if (causation.kind != Causation::Kind::Publish) continue;
        const Activity& from = graph.activities()[causation.from];
        const auto& publish = std::get<PublishStep>(from.steps()[causation.step].action);
        if (std::ranges::find(listener.topics, publish.topic) == listener.topics.end()) continue;
        if (publish.via != PublishStep::Via::Outbox || from.service == nullptr || !from.service->outbox) return 1;
        const Outbox& outbox = *from.service->outbox;
        const double rows = perSecond * outbox.pollInterval.toSeconds() / std::max(1, outbox.relays);
        most = std::max(most, std::min(rows, static_cast<double>(outbox.batchSize)));
    }
    return std::max(1.0, most);
}

}  // namespace

FlowModel::FlowModel(const Scenario& scenario, const std::map<std::string, double>& failures)
    : m_scenario(scenario), m_network(scenario, failures), m_holdTimes(m_network) {
    m_uncontended = m_holdTimes.at(Waits::none(scenario));
}

std::map<std::string, int> FlowModel::replicas(ReplicaChoice choice, const std::vector<double>& cpuSeconds) const {
    std::map<std::string, int> result;
    for (std::size_t i = 0; i < m_scenario.services.size(); ++i) {
        const Service& service = m_scenario.services[i];
        int pods = declaredReplicas(service, m_scenario);
        if (choice == ReplicaChoice::Maximum) pods = std::max(1, maximumReplicas(service, m_scenario));
        if (choice == ReplicaChoice::SteadyState) pods = settledReplicas(service, cpuSeconds[i]).value_or(pods);
        result[service.name] = pods;
    }
    return result;
}

double FlowModel::recordsPerPoll(std::size_t listener, double perSecond, int pods) const {
    const Listener& what = *m_network.graph().activities()[listener].listener;
    int partitions = 0;
    for (const std::string& name : what.topics)
        if (const auto topic = std::ranges::find(m_scenario.topics, name, &Topic::name); topic != m_scenario.topics.end())
            partitions += topic->partitions;
    const int members = std::max(1, std::min(partitions, pods * what.concurrency));
    const double perMember = perSecond / members;
    const double record = m_uncontended[listener];
    const double poll = m_uncontended[listener + 1];
    // What arrives while the last poll is worked on: n = rate (poll + n record).
    const double busy = perMember * record;
    const double meanwhile = busy < 1 ? perMember * poll / (1 - busy) : what.consumer.maxPollRecords;
    const double n = std::max(meanwhile, recordsAtOnce(m_network, what, perSecond) / members);
    return std::clamp(n, 1.0, static_cast<double>(std::max(1, what.consumer.maxPollRecords)));
}

std::vector<double> FlowModel::rates(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas,
                                     std::vector<double>& recordsPerPoll) const {
    const auto& activities = m_network.graph().activities();
    recordsPerPoll.assign(activities.size(), 1);
    std::vector<double> rates = m_network.rates(arrivals, recordsPerPoll);
    // Polls seldom lead back to their own topic, so the second pass is nearly always the last.
    for (int pass = 0; pass < 20; ++pass) {
        double change = 0;
        for (std::size_t i = 0; i + 1 < activities.size(); ++i) {
            if (activities[i].kind != Kind::Listener || !std::isfinite(rates[i])) continue;
            const double n = this->recordsPerPoll(i, rates[i], replicas.at(activities[i].service->name));
            change = std::max(change, std::abs(n / recordsPerPoll[i + 1] - 1));
            recordsPerPoll[i + 1] = n;
        }
        if (change < 1e-9) break;
        rates = m_network.rates(arrivals, recordsPerPoll);
    }
    return rates;
}

FlowBalance FlowModel::flows(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas,
                             double seen) const {
    FlowBalance balance;
    balance.replicas = replicas;
    std::vector<double> perPoll;
    std::vector<double> rates = this->rates(arrivals, replicas, perPoll);
    addOutboxes(*this, rates, balance);
    if (!balance.outboxes.empty()) addRelayCapacities(*this, rates, seen, balance);
    addKafkaFlows(*this, rates, balance);
    addGroups(*this, rates, perPoll, balance);
    const std::vector<double> cpu = cpuSeconds(rates);
    for (std::size_t i = 0; i < cpu.size(); ++i) balance.cpuSeconds[m_scenario.services[i].name] = cpu[i];
    const auto& activities = m_network.graph().activities();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        if (!std::isfinite(rates[i])) balance.diverging.push_back(activities[i].id);
        balance.activities.push_back({activities[i].id, activities[i].element, rates[i], m_network.failure(i), m_uncontended[i]});
    }
    return balance;
}

double FlowModel::requestCpuSeconds(const Service& service, const std::vector<double>& rates) const {
    double seconds = 0;
    const auto& activities = m_network.graph().activities();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        if (activities[i].service != &service || m_holdTimes.cpu(i) == 0) continue;
        const double repeats = activities[i].kind == Kind::Listener ? m_network.deliveries(i) : 1;
        seconds += repeats * rates[i] * m_holdTimes.cpu(i);
    }
    return seconds;
}

std::vector<double> FlowModel::cpuSeconds(const std::vector<double>& rates) const {
    std::vector<double> cpu;
    for (const Service& service : m_scenario.services) {
        cpu.push_back(requestCpuSeconds(service, rates));
        if (const auto& outbox = service.outbox; outbox && outbox->inPod)
            cpu.back() += outboxRows(m_network, service, rates) * outbox->relayWorkPerRow.mean;
    }
    return cpu;
}

double FlowModel::cpuSquares(const Service& service, const std::vector<double>& rates) const {
    double squares = 0;
    const auto& activities = m_network.graph().activities();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        if (activities[i].service != &service) continue;
        const double repeats = activities[i].kind == Kind::Listener ? m_network.deliveries(i) : 1;
        squares += repeats * rates[i] * m_holdTimes.cpuSquare(i);
    }
    return squares;
}

std::vector<double> FlowModel::storeWaits(const std::vector<double>& rates, double seen) const {
    std::vector<double> perSecond(m_scenario.stores.size(), 0);
    std::vector<double> busy(perSecond.size(), 0);
    std::vector<double> squares(perSecond.size(), 0);
    const auto& activities = m_network.graph().activities();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        if (activities[i].storeOperation == nullptr) continue;
        const std::size_t store = m_holdTimes.storeIndex(activities[i].store);
        const Distribution& time = activities[i].storeOperation->time;
        perSecond[store] += rates[i];
        busy[store] += rates[i] * time.mean;
        squares[store] += rates[i] * time.mean * time.mean * (1 + time.squaredVariation());
    }
    std::vector<double> waits(perSecond.size(), 0);
    for (std::size_t s = 0; s < waits.size(); ++s) {
        if (busy[s] <= 0) continue;
        const double mean = busy[s] / perSecond[s];
        const double variation = squares[s] / perSecond[s] / (mean * mean);  // E[S^2] / E[S]^2 = 1 + cv^2
        const double wait = populationWait(mean, m_scenario.stores[s].servers, busy[s] / m_scenario.stores[s].servers, seen);
        waits[s] = wait == 0 ? 0 : wait * variation / 2;
    }
    return waits;
}

void FlowModel::poolWaits(const std::vector<double>& rates, const std::vector<double>& times,
                          const std::map<std::string, int>& replicas, double seen, Waits& waits) const {
    std::map<std::pair<std::size_t, std::size_t>, std::pair<double, double>> use;  // operations and connection seconds a second
    const auto& graph = m_network.graph();
    for (const Causation& causation : graph.causations()) {
        const Activity& from = graph.activities()[causation.from];
        const Activity& to = graph.activities()[causation.to];
        if (to.store == nullptr || from.service == nullptr || causation.kind == Causation::Kind::Miss) continue;
        const double visits = causation.kind == Causation::Kind::Dedup ? 1 : m_network.stepVisits(causation.from, causation.step);
        const double repeats = from.kind == Kind::Listener ? m_network.deliveries(causation.from) : 1;
        auto& [perSecond, busy] = use[{m_holdTimes.serviceIndex(from.service), m_holdTimes.storeIndex(to.store)}];
        const double rate = repeats * visits * rates[causation.from];
        perSecond += rate;
        if (rate > 0) busy += rate * m_holdTimes.roundTrip(causation, times);
    }
    for (const auto& [key, load] : use) {
        const Service& service = m_scenario.services[key.first];
        const auto size = poolSize(service, m_scenario.stores[key.second]);
        if (!size || load.first <= 0) continue;
        const double utilisation = load.second / (*size * std::max(1, replicas.at(service.name)));
        waits.pools[key] = populationWait(load.second / load.first, *size, utilisation, seen);
    }
}

double FlowModel::threadWait(std::size_t service, const std::vector<double>& rates, const std::vector<double>& times, int pods,
                             double seen) const {
    const Service& what = m_scenario.services[service];
    if (!what.threads) return 0;
    double perSecond = 0;
    double busy = 0;
    const auto& activities = m_network.graph().activities();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        if (activities[i].kind != Kind::Operation || activities[i].service != &what || rates[i] <= 0) continue;
        perSecond += rates[i];
        busy += rates[i] * times[i];
    }
    return perSecond <= 0 ? 0 : populationWait(busy / perSecond, *what.threads, busy / (*what.threads * std::max(1, pods)), seen);
}

Waits FlowModel::waits(const std::vector<double>& rates, const std::map<std::string, int>& replicas, double seen) const {
    Waits waits = Waits::none(m_scenario);
    waits.stores = storeWaits(rates, seen);
    const std::vector<double> cpu = cpuSeconds(rates);
    for (std::size_t s = 0; s < cpu.size(); ++s) {
        const double cores = podCores(m_scenario.services[s], m_scenario);
        const double load = cpu[s] / (cores * std::max(1, replicas.at(m_scenario.services[s].name)));
        waits.stretch[s] = 1 + populationWait(1, std::max(1.0, cores), load, seen);
    }
    poolWaits(rates, m_holdTimes.at(waits), replicas, seen, waits);
    // A caller's threads are held while it waits for its callee's: a pass a level of calls.
    for (int pass = 0; pass < 30; ++pass) {
        const std::vector<double> times = m_holdTimes.at(waits);
        double change = 0;
        for (std::size_t s = 0; s < waits.threads.size(); ++s) {
            const double wait = threadWait(s, rates, times, replicas.at(m_scenario.services[s].name), seen);
            if (wait != waits.threads[s]) change = std::max(change, std::abs(wait - waits.threads[s]) / (1e-12 + wait));
            waits.threads[s] = wait;
        }
        if (!(change > 1e-9)) break;
    }
    return waits;
}

}  // namespace headroom::model
