#include "sim/components/execution/guard_instances.h"

#include <algorithm>
#include <stdexcept>

#include "sim/world/reasons.h"

namespace headroom::sim {

namespace {

template <class Map>
std::int16_t indexIn(const Map& map, const std::string& name) {
    if (name.empty()) return -1;
    const auto found = map.find(name);
    if (found == map.end()) throw std::out_of_range("no resilience4j instance named " + name);
    return static_cast<std::int16_t>(std::distance(map.begin(), found));
}

std::string eventKind(rules::CircuitBreaker::State state) {
    switch (state) {
        case rules::CircuitBreaker::State::Open: return "breaker.opened";
        case rules::CircuitBreaker::State::HalfOpen: return "breaker.halfOpened";
        default: return "breaker.closed";
    }
}

}  // namespace

CompiledGuards CompiledGuards::of(const model::Service& service, const model::Guards& guards) {
    CompiledGuards compiled;
    compiled.retry = indexIn(service.retries, guards.retry);
    compiled.breaker = indexIn(service.circuitBreakers, guards.circuitBreaker);
    compiled.rateLimiter = indexIn(service.rateLimiters, guards.rateLimiter);
    compiled.bulkhead = indexIn(service.bulkheads, guards.bulkhead);
    if (!guards.timeLimiter.empty()) compiled.timeLimit = service.timeLimiters.at(guards.timeLimiter).timeoutDuration;
    return compiled;
}

GuardInstances::GuardInstances(Kernel& kernel, Observatory& observatory, const model::Service& service, std::string pod)
    : m_kernel(kernel), m_observatory(observatory), m_service(service.name), m_pod(std::move(pod)) {
    for (const auto& [name, config] : service.circuitBreakers)
        m_breakers.push_back({name, rules::CircuitBreaker(config, kernel.now()), config.failureRateThreshold, {}, {}, {}});
    for (Breaker& breaker : m_breakers) breaker.firstFailure = breaker.breached = Instant::never();
    for (const auto& [name, config] : service.retries) m_retries.emplace_back(config);
    for (const auto& [name, config] : service.rateLimiters) m_rateLimiters.emplace_back(config, kernel.now());
    for (const auto& [name, config] : service.bulkheads) m_bulkheads.emplace_back(config);
}

GuardInstances::~GuardInstances() {
    for (const Breaker& breaker : m_breakers) m_kernel.cancel(breaker.timer);
}

void GuardInstances::continueCounting(const GuardInstances& before) {
    m_notPermitted = before.m_notPermitted;
    m_slowestReaction = before.m_slowestReaction;
    m_slowestDetection = before.m_slowestDetection;
}

bool GuardInstances::tryAcquireBreaker(std::int16_t index) {
    const bool permitted = m_breakers[static_cast<std::size_t>(index)].rule.tryAcquirePermission(m_kernel.now());
    if (!permitted) ++m_notPermitted;
    tellTransitions(static_cast<std::size_t>(index));
    return permitted;
}

void GuardInstances::recordResult(std::int16_t index, bool isOk, Duration elapsed) {
    Breaker& breaker = m_breakers[static_cast<std::size_t>(index)];
    const Instant now = m_kernel.now();
    if (isOk) {
        breaker.rule.onSuccess(now, elapsed);
    } else {
        breaker.firstFailure = std::min(breaker.firstFailure, now);
        breaker.rule.onError(now, elapsed);
        if (breaker.rule.metrics(now).failureRate >= breaker.threshold) breaker.breached = std::min(breaker.breached, now);
    }
    tellTransitions(static_cast<std::size_t>(index));
}

void GuardInstances::tellTransitions(std::size_t index) {
    Breaker& breaker = m_breakers[index];
    for (const rules::CircuitBreaker::Transition& transition : breaker.rule.takeTransitions()) {
        if (transition.to == rules::CircuitBreaker::State::Open && transition.from == rules::CircuitBreaker::State::Closed) {
            if (!breaker.breached.isNever()) m_slowestReaction = std::max(m_slowestReaction, transition.at - breaker.breached);
            if (!breaker.firstFailure.isNever()) m_slowestDetection = std::max(m_slowestDetection, transition.at - breaker.firstFailure);
        }
        if (transition.to == rules::CircuitBreaker::State::Closed) breaker.firstFailure = breaker.breached = Instant::never();
        trace::Event event;
        event.kind = eventKind(transition.to);
        event.element = "service/" + m_service;
        event.severity = transition.to == rules::CircuitBreaker::State::Open ? "warning" : "info";
        event.reason = toTrace(transition.reason);
        event.summary = "circuit breaker " + breaker.name + " of " + m_pod + ": " + std::string(rules::stateName(transition.from)) + " → " +
                        std::string(rules::stateName(transition.to));
        m_observatory.event(std::move(event));
    }
    const Instant due = breaker.rule.nextTimer();
    if (!due.isNever() && !m_kernel.isPending(breaker.timer)) breaker.timer = m_kernel.schedule(std::max(due, m_kernel.now()), *this, 0, index);
}

void GuardInstances::onEvent(std::uint32_t, std::uint64_t index) {
    m_breakers[index].rule.onTimer(m_kernel.now());
    tellTransitions(index);
}

std::optional<Duration> GuardInstances::retryAfter(std::int16_t retry, int failures, double draw, bool notPermitted) const {
    return m_retries[static_cast<std::size_t>(retry)].afterFailure(failures, draw, notPermitted);
}

int GuardInstances::openBreakers() const {
    return static_cast<int>(std::count_if(m_breakers.begin(), m_breakers.end(), [](const Breaker& b) {
        return b.rule.state() == rules::CircuitBreaker::State::Open;
    }));
}

}  // namespace headroom::sim
