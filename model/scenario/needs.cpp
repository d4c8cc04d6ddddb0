#include "model/scenario/needs.h"

namespace headroom::model {

namespace {

/// A store and those its misses lead to.
void addStore(const Scenario& scenario, const std::string& name, std::set<std::string>& stores) {
    const Store* store = scenario.findStore(name);
    if (store == nullptr || !stores.insert(name).second) return;
    for (const auto& [operation, declared] : store->operations)
        if (!declared.missStore.empty()) addStore(scenario, declared.missStore, stores);
}

void add(const Scenario& scenario, const Steps& steps, Needs& needs) {
    for (const Step& step : steps) {
        if (const auto* call = std::get_if<CallStep>(&step.action)) needs.services.insert(call->service);
        if (const auto* store = std::get_if<StoreStep>(&step.action)) addStore(scenario, store->store, needs.stores);
        if (std::holds_alternative<PublishStep>(step.action)) needs.kafka = true;
    }
}

}  // namespace

Needs needsOf(const Scenario& scenario, const Service& service) {
    Needs needs;
    for (const Operation& operation : service.operations) add(scenario, operation.steps, needs);
    for (const Listener& listener : service.listeners) {
        needs.kafka = true;
        add(scenario, listener.steps, needs);
        if (listener.dedup) addStore(scenario, listener.dedup->store, needs.stores);
    }
    if (service.outbox) {
        needs.kafka = true;
        addStore(scenario, service.outbox->store, needs.stores);
    }
    return needs;
}

Needs needsOf(const Scenario& scenario, const Client& client) {
    Needs needs;
    add(scenario, client.journey, needs);
    return needs;
}

}  // namespace headroom::model
