#include <algorithm>

#include <fmt/format.h>

#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

const std::vector<std::string>& actionKeys() {
    static const std::vector<std::string> keys{"cpu", "wait", "call", "store", "publish", "fail"};
    return keys;
}

template <class Instances>
void checkInstance(BindingContext& context, const SourceNode& node, const std::string& kind, const std::string& service,
                   const std::string& name, const Instances& instances) {
    if (instances.count(name) != 0) return;
    std::vector<std::string> names;
    names.reserve(instances.size());
    for (const auto& [known, unused] : instances) names.push_back(known);
    std::string hint = hintFor(name, names);
    if (names.empty()) hint = fmt::format("declare resilience4j.{}.instances.{} in its application", kind, name);
    context.error(node, fmt::format("service '{}' has no {} '{}'", service, kind, name), hint);
}

void checkGuard(BindingContext& context, const SourceNode& node, const std::string& key, const std::string& owner,
                const std::string& name) {
    if (owner.empty())
        return context.error(node, "a client has no Resilience4j instances", "guard the call in a service or gateway");
    const Service* service = context.scenario().findService(owner);
    if (service == nullptr) return;
    if (key == "retry") checkInstance(context, node, "retry", owner, name, service->retries);
    if (key == "circuitBreaker") checkInstance(context, node, "circuitbreaker", owner, name, service->circuitBreakers);
    if (key == "rateLimiter") checkInstance(context, node, "ratelimiter", owner, name, service->rateLimiters);
    if (key == "timeLimiter") checkInstance(context, node, "timelimiter", owner, name, service->timeLimiters);
    if (key == "bulkhead") checkInstance(context, node, "bulkhead", owner, name, service->bulkheads);
}

CallStep bindCall(BindingContext& context, const SourceNode& node, const std::string& path, const std::string& service) {
    CallStep step;
    const SourceNode* target = &node;
    if (!node.isScalar()) {
        const MappingReader call(context, &node, path, vocabulary::call());
        target = call.require("to");
        bindTimeout(call, step.timeout);
        bindGuards(context, call, service, step.guards);
        call.flag("ignoreFailure", step.ignoreFailure);
    }
    const auto text = target == nullptr ? std::nullopt : scalarText(context, *target, "service.operation");
    if (text && splitOperation(context, *target, *text, step.service, step.operation))
        expectServiceOperation(context, *target, step.service, step.operation);
    return step;
}

StoreStep bindStoreCall(BindingContext& context, const SourceNode& node, const std::string& path, const std::string& service) {
    StoreStep step;
    const SourceNode* target = &node;
    if (!node.isScalar()) {
        const MappingReader call(context, &node, path, vocabulary::storeCall());
        target = call.require("on");
        bindTimeout(call, step.timeout);
        bindGuards(context, call, service, step.guards);
        call.flag("ignoreFailure", step.ignoreFailure);
    }
    const auto text = target == nullptr ? std::nullopt : scalarText(context, *target, "store.operation");
    if (text && splitOperation(context, *target, *text, step.store, step.operation))
        expectStoreOperation(context, *target, step.store, step.operation);
    return step;
}

void expectOutbox(BindingContext& context, const SourceNode& node, const std::string& owner) {
    context.afterwards([&context, &node, owner] {
        const Service* service = context.scenario().findService(owner);
        if (service != nullptr && !service->outbox)
            context.error(node, fmt::format("service '{}' publishes through an outbox it does not have", owner),
                          "give it an outbox: {store: …}");
        if (owner.empty()) context.error(node, "a client has no outbox", "publish directly");
    });
}

PublishStep bindPublish(BindingContext& context, const SourceNode& node, const std::string& path, const StepPlace& place) {
    PublishStep step;
    step.size = Distribution::constant(512);
    const SourceNode* target = &node;
    if (!node.isScalar()) {
        const MappingReader publish(context, &node, path, vocabulary::publish());
        target = publish.require("to");
        publish.choice<PublishStep::Via>(
            "via", step.via,
            {{"direct", PublishStep::Via::Direct}, {"async", PublishStep::Via::Async}, {"outbox", PublishStep::Via::Outbox}});
        if (step.via == PublishStep::Via::Outbox) expectOutbox(context, *publish.find("via"), place.service);
        publish.distribution("size", step.size, Unit::Size);
        if (const SourceNode* key = publish.find("key"))
            if (const auto spec = ValueReader(context, *key, publish.pathOf("key")).keySpec()) step.key = *spec;
    }
    const auto text = target == nullptr ? std::nullopt : scalarText(context, *target, "a topic");
    if (!text) return step;
    step.topic = *text;
    expectReference(context, *target, Referent::Topic, step.topic);
    return step;
}

/// The one action a step has; null with an error when it has none or several.
const std::string* actionOf(BindingContext& context, const SourceNode& node) {
    const std::string* action = nullptr;
    for (const auto& entry : node.entries) {
        const auto found = std::find(actionKeys().begin(), actionKeys().end(), entry.key);
        if (found == actionKeys().end()) continue;
        if (action != nullptr) {
            context.diagnostics().error(entry.keyLocation,
                                        fmt::format("a step does one thing, but this one has '{}' and '{}'", *action, *found),
                                        "make them two items of the list");
            return nullptr;
        }
        action = &*found;
    }
    if (action == nullptr) context.error(node, "a step does nothing", "it has one of cpu, wait, call, store, publish, fail");
    return action;
}

void bindAction(BindingContext& context, const MappingReader& reader, const std::string& action, const StepPlace& place,
                Step& step) {
    const SourceNode* node = reader.require(action);
    if (node == nullptr) return;
    const std::string path = reader.pathOf(action);
    if (place.kind == StepPlace::Kind::Journey && (action == "cpu" || action == "store"))
        return context.error(*node, fmt::format("a client has no '{}' step", action),
                             "a journey calls services, publishes and waits");
    if (action == "cpu" || action == "wait") {
        Distribution time;
        reader.distribution(action, time);
        if (action == "cpu")
            step.action = CpuStep{time};
        else
            step.action = WaitStep{time};
    } else if (action == "call") {
        step.action = bindCall(context, *node, path, place.service);
    } else if (action == "store") {
        step.action = bindStoreCall(context, *node, path, place.service);
    } else if (action == "publish") {
        step.action = bindPublish(context, *node, path, place);
    } else {
        FailStep fail;
        reader.quantity(action, fail.probability, Unit::Share);
        step.action = fail;
    }
}

void bindPer(BindingContext& context, const MappingReader& reader, const StepPlace& place, Step& step) {
    enum class Per { Record, Batch } per = Per::Record;
    const SourceNode* node = reader.find("per");
    if (node == nullptr) return;
    reader.choice<Per>("per", per, {{"record", Per::Record}, {"batch", Per::Batch}});
    step.perBatch = per == Per::Batch;
    if (place.kind != StepPlace::Kind::Listener) context.error(*node, "'per' belongs to the steps of a listener");
}

}  // namespace

void bindTimeout(const MappingReader& call, std::optional<Duration>& timeout) {
    Duration value;
    if (call.find("timeout") != nullptr && call.positiveTime("timeout", value)) timeout = value;
}

void bindGuards(BindingContext& context, const MappingReader& call, const std::string& service, Guards& guards) {
    const std::vector<std::pair<std::string, std::string*>> fields{{"retry", &guards.retry},
                                                                   {"circuitBreaker", &guards.circuitBreaker},
                                                                   {"rateLimiter", &guards.rateLimiter},
                                                                   {"timeLimiter", &guards.timeLimiter},
                                                                   {"bulkhead", &guards.bulkhead}};
    for (const auto& [key, field] : fields) {
        const SourceNode* node = call.find(key);
        if (node == nullptr || !call.text(key, *field)) continue;
        context.afterwards(
            [&context, node, key = key, service, name = *field] { checkGuard(context, *node, key, service, name); });
    }
}

Steps bindSteps(BindingContext& context, const SourceNode* list, const std::string& path, const StepPlace& place) {
    Steps steps;
    if (list == nullptr || list->isNull()) return steps;
    if (!list->isSequence()) {
        context.error(*list, fmt::format("steps are a list, not {}", list->describe()), "begin each step with '- '");
        return steps;
    }
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        const SourceNode& node = *list->items[i];
        const MappingReader reader(context, &node, joinPath(path, i), vocabulary::step());
        const std::string* action = node.isMapping() ? actionOf(context, node) : nullptr;
        if (node.isNull() && !node.isBroken)
            context.error(node, "a step does nothing", "it has one of cpu, wait, call, store, publish, fail");
        if (action == nullptr) continue;
        Step step;
        step.location = node.location;
        bindAction(context, reader, *action, place, step);
        if (reader.find("probability") != nullptr) reader.quantity("probability", step.probability, Unit::Share);
        bindPer(context, reader, place, step);
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace headroom::model
