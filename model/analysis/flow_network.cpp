#include "model/analysis/flow_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/analysis/linear_system.h"

namespace headroom::model {

namespace {

const Guards* guardsOf(const Step& step) {
    if (const auto* call = std::get_if<CallStep>(&step.action)) return &call->guards;
    if (const auto* store = std::get_if<StoreStep>(&step.action)) return &store->guards;
    return nullptr;
}

const RetryConfig* findRetry(const Activity& activity, const Step& step) {
    const Guards* guards = guardsOf(step);
    if (guards == nullptr || guards->retry.empty() || activity.service == nullptr) return nullptr;
    const auto found = activity.service->retries.find(guards->retry);
    return found == activity.service->retries.end() ? nullptr : &found->second;
}

bool ignoresFailure(const Step& step) {
    if (const auto* call = std::get_if<CallStep>(&step.action)) return call->ignoreFailure;
    if (const auto* store = std::get_if<StoreStep>(&step.action)) return store->ignoreFailure;
    return false;
}

/// Expected attempts of at most `limit` that stop at the first success, each failing with probability `failure`.
double expectedAttempts(double failure, int limit) {
    return failure >= 1 ? limit : (1 - std::pow(failure, limit)) / (1 - failure);
}

/// Mean wait after the k-th failure, as Resilience4j's interval functions give it, in seconds.
double meanInterval(const RetryConfig& retry, int failures) {
    const double base = retry.waitDuration.toSeconds();
    const double grown =
        retry.enableExponentialBackoff ? base * std::pow(retry.exponentialBackoffMultiplier, failures - 1) : base;
    return retry.exponentialMaxWaitDuration.isInfinite() ? grown : std::min(grown, retry.exponentialMaxWaitDuration.toSeconds());
}

int members(const Activity& listener) {
    return std::max(1, listener.service->deployment.replicas) * std::max(1, listener.listener->concurrency);
}

}  // namespace

FlowNetwork::FlowNetwork(const Scenario& scenario, std::map<std::string, double> failures)
    : m_scenario(scenario), m_graph(scenario), m_failures(std::move(failures)) {
    const auto& activities = m_graph.activities();
    m_failure.assign(activities.size(), 0);
    m_outgoing.resize(activities.size());
    for (const Activity& activity : activities) m_steps.emplace_back(activity.steps().size());
    m_shares.resize(m_graph.causations().size());
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const Causation& causation = m_graph.causations()[i];
        m_outgoing[causation.from].push_back(i);
        if (causation.kind == Causation::Kind::Deliver) m_shares[i] = deliveryShare(causation);
    }
    for (const auto& component : m_graph.components()) m_cyclic.push_back(component.size() > 1 || m_graph.isCyclic(component));
    findFailures();
}

double FlowNetwork::deliveryShare(const Causation& delivery) const {
    const Activity& listener = m_graph.activities()[delivery.to];
    double all = 0;
    for (const Causation& other : m_graph.causations()) {
        if (other.kind != Causation::Kind::Deliver || other.from != delivery.from) continue;
        if (m_graph.activities()[other.to].element == listener.element) all += members(m_graph.activities()[other.to]);
    }
    return members(listener) / all;
}

double FlowNetwork::injected(const std::string& element) const {
    const auto found = m_failures.find(element);
    return found == m_failures.end() ? 0 : found->second;
}

void FlowNetwork::findFailures() {
    // Failures start at none and only grow towards the least fixed point; without cycles a pass a level suffices.
    constexpr int maxPasses = 1000;
    for (int pass = 0; pass < maxPasses; ++pass) {
        double change = 0;
        for (auto component = m_graph.components().rbegin(); component != m_graph.components().rend(); ++component)
            for (const std::size_t i : *component) {
                const double now = passThrough(i);
                change = std::max(change, std::abs(now - m_failure[i]));
                m_failure[i] = now;
            }
        if (change < 1e-13) return;
    }
}

double FlowNetwork::passThrough(std::size_t activity) {
    const Activity& what = m_graph.activities()[activity];
    double works =
        what.kind == Activity::Kind::Operation || what.kind == Activity::Kind::StoreOperation ? 1 - injected(what.element) : 1;
    if (what.storeOperation != nullptr && what.storeOperation->hitRatio < 1) {
        const auto& operation = *what.storeOperation;
        const std::size_t miss = m_graph.findActivity("store/" + operation.missStore + "." + operation.missOperation);
        if (miss != ActivityGraph::npos) works *= 1 - (1 - operation.hitRatio) * m_failure[miss];
    }
    const Steps& steps = what.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!what.owns(steps[i])) continue;
        StepFlow& flow = m_steps[activity][i];
        const double failure = stepFailure(activity, i, flow);
        flow.visits = works * steps[i].probability * flow.attempts;
        works *= 1 - steps[i].probability * failure;
    }
    return 1 - works;
}

double FlowNetwork::stepFailure(std::size_t activity, std::size_t step, StepFlow& flow) const {
    const Activity& what = m_graph.activities()[activity];
    const Step& taken = what.steps()[step];
    const double once = targetFailure(taken);
    double failure = once;
    if (const RetryConfig* retry = findRetry(what, taken); retry != nullptr && once > 0) {
        flow.attempts = expectedAttempts(once, retry->maxAttempts);
        flow.backOff = 0;
        for (int k = 1; k < retry->maxAttempts; ++k) flow.backOff += std::pow(once, k) * meanInterval(*retry, k);
        failure = std::pow(once, retry->maxAttempts);
    }
    return ignoresFailure(taken) ? 0 : failure;
}

double FlowNetwork::targetFailure(const Step& step) const {
    if (const auto* fail = std::get_if<FailStep>(&step.action)) return fail->probability;
    std::size_t target = ActivityGraph::npos;
    if (const auto* call = std::get_if<CallStep>(&step.action))
        target = m_graph.findActivity("service/" + call->service + "." + call->operation);
    if (const auto* store = std::get_if<StoreStep>(&step.action))
        target = m_graph.findActivity("store/" + store->store + "." + store->operation);
    return target == ActivityGraph::npos ? 0 : m_failure[target];
}

double FlowNetwork::stepVisits(std::size_t activity, std::size_t step) const {
    return m_graph.activities()[activity].owns(m_graph.activities()[activity].steps()[step]) ? m_steps[activity][step].visits : 0;
}

double FlowNetwork::stepAttempts(std::size_t activity, std::size_t step) const {
    return m_steps[activity][step].attempts;
}

double FlowNetwork::stepBackOff(std::size_t activity, std::size_t step) const {
    return m_steps[activity][step].backOff;
}

double FlowNetwork::deliveries(std::size_t listener) const {
    const Listener& what = *m_graph.activities()[listener].listener;
    double poison = 0;
    for (const std::string& topic : what.topics) poison = std::max(poison, injected("topic/" + topic));
    const int limit = std::max(1, what.errorHandler.maxAttempts);
    return (1 - poison) * expectedAttempts(m_failure[listener], limit) + poison * limit;
}

double FlowNetwork::deadLetters(std::size_t listener) const {
    const Listener& what = *m_graph.activities()[listener].listener;
    double poison = 0;
    for (const std::string& topic : what.topics) poison = std::max(poison, injected("topic/" + topic));
    return poison + (1 - poison) * std::pow(m_failure[listener], std::max(1, what.errorHandler.maxAttempts));
}

double FlowNetwork::weight(std::size_t edge, const std::vector<double>& recordsPerPoll) const {
    const Causation& causation = m_graph.causations()[edge];
    const Activity& from = m_graph.activities()[causation.from];
    const double repeats = from.kind == Activity::Kind::Listener ? deliveries(causation.from) : 1;
    switch (causation.kind) {
        case Causation::Kind::Call:
        case Causation::Kind::Store:
        case Causation::Kind::OutboxRow:
        case Causation::Kind::Publish: return repeats * m_steps[causation.from][causation.step].visits;
        case Causation::Kind::Dedup: return repeats;
        case Causation::Kind::Miss: return 1 - from.storeOperation->hitRatio;
        case Causation::Kind::Deliver: return m_shares[edge];
        case Causation::Kind::Poll: return repeats / std::max(1.0, recordsPerPoll[causation.to]);
        case Causation::Kind::DeadLetter: return deadLetters(causation.from);
    }
    return 0;
}

std::vector<double> FlowNetwork::rates(const std::vector<double>& arrivals, const std::vector<double>& recordsPerPoll) const {
    std::vector<double> rates(m_graph.activities().size(), 0);
    for (std::size_t i = 0; i < arrivals.size(); ++i) rates[i] = arrivals[i];  // journeys come first
    for (std::size_t c = 0; c < m_cyclic.size(); ++c) {
        const auto& component = m_graph.components()[c];
        if (m_cyclic[c]) solveCycle(component, recordsPerPoll, rates);
        for (const std::size_t i : component)
            for (const std::size_t edge : m_outgoing[i]) {
                const Causation& causation = m_graph.causations()[edge];
                const bool isInside = m_cyclic[c] && std::ranges::find(component, causation.to) != component.end();
                const double share = isInside ? 0 : weight(edge, recordsPerPoll);
                if (share > 0) rates[causation.to] += share * rates[i];
            }
    }
    return rates;
}

void FlowNetwork::solveCycle(const std::vector<std::size_t>& component, const std::vector<double>& recordsPerPoll,
                             std::vector<double>& rates) const {
    LinearSystem system(component.size());
    bool isFed = false;
    for (std::size_t k = 0; k < component.size(); ++k) {
        system.at(k, k) += 1;
        system.right(k) = rates[component[k]];
        isFed = isFed || rates[component[k]] > 0;
        for (const std::size_t edge : m_outgoing[component[k]]) {
            const Causation& causation = m_graph.causations()[edge];
            const auto found = std::ranges::find(component, causation.to);
            if (found == component.end()) continue;
            system.at(static_cast<std::size_t>(found - component.begin()), k) -= weight(edge, recordsPerPoll);
        }
    }
    if (!isFed) return;
    const auto solution = system.solve();
    // A non-negative fed system has a non-negative solution exactly when the cycle's gain is below one.
    const bool isStable = solution && std::ranges::none_of(*solution, [](double x) { return x < 0 || !std::isfinite(x); });
    for (std::size_t k = 0; k < component.size(); ++k)
        rates[component[k]] = isStable ? (*solution)[k] : std::numeric_limits<double>::infinity();
}

}  // namespace headroom::model
