#include "model/scenario/warnings.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace headroom::model {

namespace {

std::string shown(Duration duration) {
    return formatQuantity(duration.toSeconds(), Unit::Time);
}

void warnOfIdleConsumers(BindingContext& context, const Service& service, const Listener& listener) {
    int partitions = 0;
    for (const std::string& name : listener.topics)
        if (const Topic* topic = context.scenario().findTopic(name)) partitions += topic->partitions;
    const bool isScaled = service.hpa || service.scaledObject;
    const int most = service.hpa            ? service.hpa->maxReplicas
                     : service.scaledObject ? service.scaledObject->maxReplicaCount
                                            : service.deployment.replicas;
    const bool isKedaCapped =
        service.scaledObject && std::all_of(service.scaledObject->triggers.begin(), service.scaledObject->triggers.end(),
                                            [](const KedaKafkaTrigger& t) { return !t.allowIdleConsumers; });
    if (isKedaCapped && listener.concurrency == 1) return;  // KEDA itself stops at the number of partitions
    const std::int64_t consumers = static_cast<std::int64_t>(most) * listener.concurrency;
    if (partitions == 0 || consumers <= partitions) return;
    context.diagnostics().warning(
        listener.location,
        fmt::format("{} of {} consumers stay idle: {} pods{} with {} each share {} partitions", consumers - partitions, consumers,
                    most, isScaled ? " at most" : "", listener.concurrency, partitions),
        "give the topic more partitions, or start fewer consumers");
}

/// What the error handler waits in all before it gives a record up.
Duration totalBackOff(const ErrorHandler& handler) {
    if (!handler.exponential) {
        const double seconds = handler.backOffInterval.toSeconds() * (handler.maxAttempts - 1.0);
        return seconds < 9e9 ? Duration::fromSeconds(seconds) : Duration::infinite();
    }
    double total = 0;
    double interval = handler.backOffInterval.toSeconds();
    for (int attempt = 1; attempt < handler.maxAttempts && total < 9e8; ++attempt) {
        const double wait = std::min(interval, handler.maxInterval.toSeconds());
        if (wait == handler.maxInterval.toSeconds() || wait == 0) {  // from here on all are the same
            total += wait * (handler.maxAttempts - attempt);
            break;
        }
        total += wait;
        interval *= handler.multiplier;
    }
    return total < 9e9 ? Duration::fromSeconds(total) : Duration::infinite();
}

void warnOfListener(BindingContext& context, const Service& service, const Listener& listener) {
    warnOfIdleConsumers(context, service, listener);
    const Duration waits = totalBackOff(listener.errorHandler);
    if (waits >= listener.consumer.maxPollInterval)
        context.diagnostics().warning(
            listener.location,
            fmt::format("the error handler's back-offs add up to {}, not below max.poll.interval.ms of {}: the group "
                        "throws the consumer out while it waits",
                        shown(waits), shown(listener.consumer.maxPollInterval)),
            "retry less often, or through a retry topic");
    for (const std::string& name : listener.topics) {
        const Topic* topic = context.scenario().findTopic(name);
        const KafkaCluster* cluster = topic == nullptr ? nullptr : context.scenario().findCluster(topic->cluster);
        if (cluster == nullptr) continue;
        const Duration session = listener.consumer.sessionTimeout;
        if (session >= cluster->config.groupMinSessionTimeout && session <= cluster->config.groupMaxSessionTimeout) continue;
        context.diagnostics().warning(
            listener.location,
            fmt::format("cluster '{}' refuses a session.timeout.ms of {}: it allows {} to {}", cluster->name, shown(session),
                        shown(cluster->config.groupMinSessionTimeout), shown(cluster->config.groupMaxSessionTimeout)));
        return;
    }
}

void warnOfBreakers(BindingContext& context, const Service& service) {
    for (const auto& [name, breaker] : service.circuitBreakers) {
        const bool isCountBased = breaker.slidingWindowType == CircuitBreakerConfig::SlidingWindowType::CountBased;
        if (!isCountBased || breaker.minimumNumberOfCalls <= breaker.slidingWindowSize) continue;
        context.diagnostics().warning(
            service.location,
            fmt::format("circuit breaker '{}' of service '{}' can't have {} calls in a window of {}", name, service.name,
                        breaker.minimumNumberOfCalls, breaker.slidingWindowSize),
            fmt::format("Resilience4j takes {} as its minimum-number-of-calls", breaker.slidingWindowSize));
    }
}

void warnOfHpa(BindingContext& context, const Service& service) {
    if (!service.hpa) return;
    for (const HpaMetric& metric : service.hpa->metrics) {
        if (metric.targetType != HpaMetric::TargetType::Utilization) continue;
        const bool hasRequest = metric.name == "memory" ? service.deployment.requests.memory.has_value()
                                                        : service.deployment.requests.cpu.has_value();
        if (hasRequest) continue;
        context.diagnostics().warning(
            service.location,
            fmt::format("the autoscaler of '{}' can't compute the utilization of {}: its pods request none", service.name,
                        metric.name),
            fmt::format("set resources: {{requests: {{{}: …}}}}", metric.name));
    }
}

/// Most likely a name that --set or a variant misspelt, which makes what is missing.
template <typename Element>
void warnOfIdle(BindingContext& context, const Element& element, const char* kind, bool isIdle, const char* without,
                const std::vector<Element>& all) {
    if (!isIdle) return;
    std::vector<std::string> others;
    for (const Element& other : all)
        if (other.name != element.name) others.push_back(other.name);
    const std::string nearest = nearestWord(element.name, others);
    context.diagnostics().warning(element.location, fmt::format("{} '{}' does nothing: it has no {}", kind, element.name, without),
                                  nearest.empty() ? "" : "did you mean '" + nearest + "'?");
}

bool publishesWithAcksAll(const Scenario& scenario, const std::string& topic) {
    const auto publishes = [&](const Steps& steps) {
        return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
            const auto* publish = std::get_if<PublishStep>(&step.action);
            return publish != nullptr && publish->topic == topic;
        });
    };
    return std::any_of(scenario.services.begin(), scenario.services.end(), [&](const Service& service) {
        if (service.producer.acks != Acks::All) return false;
        const bool fromOperation =
            std::any_of(service.operations.begin(), service.operations.end(), [&](const auto& o) { return publishes(o.steps); });
        return fromOperation ||
               std::any_of(service.listeners.begin(), service.listeners.end(), [&](const auto& l) { return publishes(l.steps); });
    });
}

void warnOfTopic(BindingContext& context, const Topic& topic) {
    const int needed = topic.config.minInsyncReplicas;
    if (needed > topic.replicas) {
        context.diagnostics().warning(
            topic.location,
            fmt::format("min.insync.replicas {} is above the {} replicas of '{}': every write with acks=all is refused", needed,
                        topic.replicas, topic.name));
    } else if (needed == topic.replicas && needed > 1 && publishesWithAcksAll(context.scenario(), topic.name)) {
        context.diagnostics().warning(
            topic.location,
            fmt::format(
                "min.insync.replicas is {} of {} replicas: the loss of one broker stops every write to '{}' with acks=all",
                needed, topic.replicas, topic.name),
            fmt::format("{} would survive it", needed - 1));
    }
}

struct Waiting {
    std::string caller;
    Duration timeout;
};

/// The most patient caller of an operation; nothing when nobody calls it, or somebody without a timeout.
std::optional<Waiting> mostPatientCaller(const Scenario& scenario, const std::string& service, const std::string& operation) {
    std::optional<Waiting> result;
    bool isBounded = true;
    const auto visit = [&](const std::string& caller, const Steps& steps) {
        for (const Step& step : steps) {
            const auto* call = std::get_if<CallStep>(&step.action);
            if (call == nullptr || call->service != service || call->operation != operation) continue;
            if (!call->timeout)
                isBounded = false;
            else if (!result || result->timeout < *call->timeout)
                result = Waiting{caller, *call->timeout};
        }
    };
    for (const Client& client : scenario.clients) visit(fmt::format("client '{}'", client.name), client.journey);
    for (const Service& other : scenario.services) {
        for (const Operation& one : other.operations) visit(fmt::format("'{}.{}'", other.name, one.name), one.steps);
        for (const Listener& one : other.listeners) visit(fmt::format("listener '{}'", one.name), one.steps);
    }
    return isBounded ? result : std::nullopt;
}

void warnOfTimeouts(BindingContext& context, const Service& service) {
    for (const Operation& operation : service.operations) {
        const auto caller = mostPatientCaller(context.scenario(), service.name, operation.name);
        if (!caller) continue;
        for (const Step& step : operation.steps) {
            std::optional<Duration> timeout;
            if (const auto* call = std::get_if<CallStep>(&step.action)) timeout = call->timeout;
            if (const auto* store = std::get_if<StoreStep>(&step.action)) timeout = store->timeout;
            if (!timeout || *timeout <= caller->timeout) continue;
            context.diagnostics().warning(step.location,
                                          fmt::format("the step waits up to {}, but {} gives up after {}", shown(*timeout),
                                                      caller->caller, shown(caller->timeout)),
                                          "the work goes on for nobody");
        }
    }
}

}  // namespace

void warnOfWhatCannotWork(BindingContext& context) {
    const Scenario& scenario = context.scenario();
    for (const Topic& topic : scenario.topics) warnOfTopic(context, topic);
    std::size_t operations = scenario.stores.size();
    for (const Service& service : scenario.services) operations += service.operations.size() + service.listeners.size();
    if (scenario.services.size() + operations > 2000) return;  // each is compared with all others
    for (const Store& store : scenario.stores)
        warnOfIdle(context, store, "store", store.operations.empty(), "operations", scenario.stores);
    for (const Service& service : scenario.services) {
        const bool isIdle = service.operations.empty() && service.listeners.empty();
        warnOfIdle(context, service, "service", isIdle, "operations and no listeners", scenario.services);
        for (const Listener& listener : service.listeners) warnOfListener(context, service, listener);
        warnOfBreakers(context, service);
        warnOfHpa(context, service);
        warnOfTimeouts(context, service);
    }
}

}  // namespace headroom::model
