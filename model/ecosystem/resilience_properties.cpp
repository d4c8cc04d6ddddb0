// resilience4j.* of Spring Boot: instances, shared configurations, inheritance.
#include <map>
#include <set>

#include <fmt/format.h>

#include "model/ecosystem/spring_application.h"

namespace headroom::model {

namespace {

using Names = std::vector<std::string>;
/// Leaves by the instance (or shared configuration) they belong to.
using Groups = std::map<std::string, FlatProperties>;

const PropertyTable<CircuitBreakerConfig>& circuitBreakerTable() {
    using C = CircuitBreakerConfig;
    using Window = C::SlidingWindowType;
    using After = C::StateAfterHalfOpenWait;
    static const PropertyTable<C> table{
        property<C>(
            "failure-rate-threshold", percentCodec(), [](auto& c) -> auto& { return c.failureRateThreshold; }),
        property<C>(
            "slow-call-rate-threshold", percentCodec(), [](auto& c) -> auto& { return c.slowCallRateThreshold; }),
        property<C>(
            "slow-call-duration-threshold", springDurationCodec(), [](auto& c) -> auto& { return c.slowCallDurationThreshold; }),
        property<C>(
            "sliding-window-type", choiceCodec<Window>({{"COUNT_BASED", Window::CountBased}, {"TIME_BASED", Window::TimeBased}}),
            [](auto& c) -> auto& { return c.slidingWindowType; }),
        property<C>(
            "sliding-window-size", intCodec(1, 1'000'000), [](auto& c) -> auto& { return c.slidingWindowSize; }),
        property<C>(
            "minimum-number-of-calls", intCodec(1), [](auto& c) -> auto& { return c.minimumNumberOfCalls; }),
        property<C>(
            "permitted-number-of-calls-in-half-open-state", intCodec(1, 1'000'000),
            [](auto& c) -> auto& { return c.permittedNumberOfCallsInHalfOpenState; }),
        property<C>(
            "wait-duration-in-open-state", springDurationCodec(Duration::milliseconds(1)),
            [](auto& c) -> auto& { return c.waitDurationInOpenState; }),
        property<C>(
            "max-wait-duration-in-half-open-state", springDurationCodec(),
            [](auto& c) -> auto& { return c.maxWaitDurationInHalfOpenState; }),
        property<C>(
            "transition-to-state-after-wait-duration", choiceCodec<After>({{"OPEN", After::Open}, {"CLOSED", After::Closed}}),
            [](auto& c) -> auto& { return c.transitionToStateAfterWaitDuration; }),
        property<C>(
            "automatic-transition-from-open-to-half-open-enabled", flagCodec(),
            [](auto& c) -> auto& { return c.automaticTransitionFromOpenToHalfOpenEnabled; })};
    return table;
}

const Names& circuitBreakerNames() {
    static const Names names{"register-health-indicator",
                             "allow-health-indicator-to-fail",
                             "event-consumer-buffer-size",
                             "record-exceptions",
                             "ignore-exceptions",
                             "record-failure-predicate",
                             "ignore-exception-predicate",
                             "record-result-predicate",
                             "writable-stack-trace-enabled",
                             "sliding-window-synchronization-strategy",
                             "enable-exponential-backoff",
                             "exponential-backoff-multiplier",
                             "exponential-max-wait-duration-in-open-state",
                             "enable-randomized-wait",
                             "randomized-wait-factor",
                             "ignore-class-binding-exceptions",
                             "initial-state"};
    return names;
}

const PropertyTable<RetryConfig>& retryTable() {
    using R = RetryConfig;
    static const PropertyTable<R> table{
        property<R>(
            "max-attempts", intCodec(1, 1'000'000), [](auto& c) -> auto& { return c.maxAttempts; }),
        property<R>(
            "wait-duration", springDurationCodec(), [](auto& c) -> auto& { return c.waitDuration; }),
        property<R>(
            "enable-exponential-backoff", flagCodec(), [](auto& c) -> auto& { return c.enableExponentialBackoff; }),
        property<R>(
            "exponential-backoff-multiplier", numberCodec(1, 1e6),
            [](auto& c) -> auto& { return c.exponentialBackoffMultiplier; }),
        property<R>(
            "exponential-max-wait-duration", springDurationCodec(Duration::milliseconds(1)),
            [](auto& c) -> auto& { return c.exponentialMaxWaitDuration; }),
        property<R>(
            "enable-randomized-wait", flagCodec(), [](auto& c) -> auto& { return c.enableRandomizedWait; }),
        property<R>(
            "randomized-wait-factor", numberCodec(0, 1), [](auto& c) -> auto& { return c.randomizedWaitFactor; })};
    return table;
}

const Names& retryNames() {
    static const Names names{"retry-exceptions",
                             "ignore-exceptions",
                             "retry-exception-predicate",
                             "result-predicate",
                             "event-consumer-buffer-size",
                             "fail-after-max-attempts",
                             "interval-bi-function",
                             "consume-result-before-retry-attempt",
                             "ignore-class-binding-exceptions"};
    return names;
}

const PropertyTable<BulkheadConfig>& bulkheadTable() {
    using B = BulkheadConfig;
    static const PropertyTable<B> table{
        property<B>(
            "max-concurrent-calls", intCodec(1), [](auto& c) -> auto& { return c.maxConcurrentCalls; }),
        property<B>(
            "max-wait-duration", springDurationCodec(), [](auto& c) -> auto& { return c.maxWaitDuration; })};
    return table;
}

const PropertyTable<RateLimiterConfig>& rateLimiterTable() {
    using L = RateLimiterConfig;
    static const PropertyTable<L> table{
        property<L>(
            "limit-for-period", intCodec(1), [](auto& c) -> auto& { return c.limitForPeriod; }),
        property<L>(
            "limit-refresh-period", springDurationCodec(Duration::nanoseconds(1)),
            [](auto& c) -> auto& { return c.limitRefreshPeriod; }),
        property<L>(
            "timeout-duration", springDurationCodec(), [](auto& c) -> auto& { return c.timeoutDuration; })};
    return table;
}

const PropertyTable<TimeLimiterConfig>& timeLimiterTable() {
    using T = TimeLimiterConfig;
    static const PropertyTable<T> table{
        property<T>(
            "timeout-duration", springDurationCodec(Duration::milliseconds(1)),
            [](auto& c) -> auto& { return c.timeoutDuration; }),
        property<T>(
            "cancel-running-future", flagCodec(), [](auto& c) -> auto& { return c.cancelRunningFuture; })};
    return table;
}

const Names& limiterNames() {
    static const Names names{"register-health-indicator", "allow-health-indicator-to-fail", "event-consumer-buffer-size",
                             "subscribe-for-events",      "writable-stack-trace-enabled",   "fair-call-handling-enabled"};
    return names;
}

Groups grouped(const FlatProperties& properties, const std::string& prefix) {
    Groups groups;
    for (const FlatProperty& flat : properties) {
        if (flat.name.compare(0, prefix.size(), prefix) != 0) continue;
        const std::size_t dot = flat.name.find('.', prefix.size());
        const std::string name = flat.name.substr(prefix.size(), dot - prefix.size());
        FlatProperties& group = groups[name];  // an instance with nothing in it still is one
        if (dot != std::string::npos) group.push_back({flat.name.substr(dot + 1), flat.node, flat.keyLocation});
    }
    return groups;
}

/// Lays the leaves of `from` over those of `into`.
void layOver(FlatProperties& into, const FlatProperties& from) {
    for (const FlatProperty& flat : from) {
        const auto same = std::find_if(into.begin(), into.end(), [&](const auto& other) { return other.name == flat.name; });
        if (same != into.end())
            *same = flat;
        else
            into.push_back(flat);
    }
}

/// An instance's leaves with those it inherits: of its base-config, else of the shared configuration "default".
FlatProperties inherited(BindingContext& context, const FlatProperties& own, const Groups& configs,
                         std::set<std::string> visited) {
    FlatProperties result;
    FlatProperties rest;
    const FlatProperty* base = nullptr;
    for (const FlatProperty& flat : own) {
        if (flat.name == "base-config")
            base = &flat;
        else
            rest.push_back(flat);
    }
    const std::string name = base != nullptr ? propertyText(*base->node) : visited.empty() ? "default" : "";
    const auto config = configs.find(name);
    if (base != nullptr && (config == configs.end() || visited.count(name) != 0)) {
        Names names;
        for (const auto& [known, unused] : configs) names.push_back(known);
        context.error(*base->node,
                      config == configs.end() ? fmt::format("there is no shared configuration '{}'", name)
                                              : fmt::format("the shared configuration '{}' is based on itself", name),
                      config == configs.end() ? hintFor(name, names) : "");
    } else if (config != configs.end()) {
        visited.insert(name);
        result = inherited(context, config->second, configs, visited);
    }
    layOver(result, rest);
    return result;
}

template <class Config>
void bindModule(BindingContext& context, const FlatProperties& properties, const std::string& module, const std::string& path,
                const PropertyTable<Config>& table, const Names& others, std::map<std::string, Config>& instances) {
    const std::string prefix = "resilience4j." + module + ".";
    const Groups configs = grouped(properties, prefix + "configs.");
    Groups all = grouped(properties, prefix + "instances.");
    for (auto& [name, group] : grouped(properties, prefix + "backends.")) all.emplace(name, std::move(group));
    for (const auto& [name, own] : all) {
        if (name.empty()) continue;
        const PropertyScope scope{path + "." + prefix + "instances." + name, "a property of resilience4j." + module,
                                  "default of Resilience4j " + context.scenario().versions.resilience4j, &others};
        applyProperties(context, inherited(context, own, configs, {}), table, scope, instances[name]);
    }
}

/// Whether the exceptions listed leave CallNotPermittedException to be retried.
void settleNotPermitted(const FlatProperties& properties, std::map<std::string, RetryConfig>& retries, BindingContext& context) {
    const Groups configs = grouped(properties, "resilience4j.retry.configs.");
    for (const auto& [name, own] : grouped(properties, "resilience4j.retry.instances.")) {
        Diagnostics unused;
        for (const FlatProperty& flat : own) {
            const bool mentions = propertyText(*flat.node).find("CallNotPermittedException") != std::string::npos;
            if (flat.name == "ignore-exceptions" && mentions) retries[name].retryCallNotPermitted = false;
            if (flat.name == "retry-exceptions" && !mentions) retries[name].retryCallNotPermitted = false;
        }
        if (!retries[name].retryCallNotPermitted)
            context.effective("resilience4j.retry.instances." + name + ".retryCallNotPermitted", "false",
                              std::string("its lists of exceptions"));
    }
}

void checkModules(BindingContext& context, const FlatProperties& properties, const std::string& path) {
    static const Names modules{"circuitbreaker", "retry", "bulkhead", "ratelimiter", "timelimiter"};
    static const Names others{"thread-pool-bulkhead", "scheduled", "micrometer", "metrics"};
    static const Names groups{"instances", "configs", "backends"};
    for (const FlatProperty& flat : properties) {
        const std::string prefix = "resilience4j.";
        if (flat.name.compare(0, prefix.size(), prefix) != 0) continue;
        const std::size_t dot = flat.name.find('.', prefix.size());
        const std::string module = flat.name.substr(prefix.size(), dot - prefix.size());
        const std::size_t next = dot == std::string::npos ? dot : flat.name.find('.', dot + 1);
        const std::string group = dot == std::string::npos ? "" : flat.name.substr(dot + 1, next - dot - 1);
        Names known = modules;
        known.insert(known.end(), others.begin(), others.end());
        const bool isModule = std::find(modules.begin(), modules.end(), module) != modules.end();
        if (isModule && std::find(groups.begin(), groups.end(), group) != groups.end()) continue;
        const bool isOther = std::find(others.begin(), others.end(), module) != others.end();
        if (isOther || (isModule && group.size() > 6 && group.compare(group.size() - 6, 6, "-order") == 0) ||
            group == "metrics" || group == "tags")
            context.withoutEffect(joinPath(path, flat.name), *flat.node);
        else if (isModule)
            context.diagnostics().error(flat.keyLocation, fmt::format("'{}' is not a property of Resilience4j", flat.name),
                                        hintFor(group, groups));
        else
            context.diagnostics().error(flat.keyLocation, fmt::format("'{}' is not a property of Resilience4j", flat.name),
                                        hintFor(module, known));
    }
}

}  // namespace

void bindResilience(BindingContext& context, const FlatProperties& properties, const std::string& path, Service& service) {
    bindModule(context, properties, "circuitbreaker", path, circuitBreakerTable(), circuitBreakerNames(),
               service.circuitBreakers);
    bindModule(context, properties, "retry", path, retryTable(), retryNames(), service.retries);
    bindModule(context, properties, "bulkhead", path, bulkheadTable(), limiterNames(), service.bulkheads);
    bindModule(context, properties, "ratelimiter", path, rateLimiterTable(), limiterNames(), service.rateLimiters);
    bindModule(context, properties, "timelimiter", path, timeLimiterTable(), limiterNames(), service.timeLimiters);
    settleNotPermitted(properties, service.retries, context);
    checkModules(context, properties, path);
}

}  // namespace headroom::model
