#include "sim/world/compiler.h"

#include <stdexcept>

#include "sim/components/service/service.h"
#include "sim/components/store/store.h"

namespace headroom::sim {

namespace {

template <class Items>
std::size_t positionOf(const Items& items, const std::string& name) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].name == name) return i;
    throw std::out_of_range("no element named " + name);
}

}  // namespace

Compiler::Compiler(const model::Scenario& scenario, std::map<std::string, Service*> services, std::map<std::string, Store*> stores)
    : m_scenario(scenario), m_services(std::move(services)), m_stores(std::move(stores)) {}

Program Compiler::compile(const std::string& name, const model::Steps& steps, const model::Service* owner) const {
    Program program{name, {}};
    for (const model::Step& step : steps) {
        compileOutboxInsert(step, owner, program);
        program.steps.push_back(compile(step, owner));
        if (program.steps.size() > 1 && program.steps.rbegin()[1].followers > 0) program.steps.back().probability = 1;
    }
    return program;
}

/// A record for an outbox is an insert, which costs what the store says; without the operation it is free.
void Compiler::compileOutboxInsert(const model::Step& step, const model::Service* owner, Program& program) const {
    const auto* publish = std::get_if<model::PublishStep>(&step.action);
    if (publish == nullptr || publish->via != model::PublishStep::Via::Outbox || owner == nullptr || !owner->outbox) return;
    for (CompiledStep insert : compileStoreStep(owner->outbox->store, owner->outbox->insertOperation).steps) {
        insert.probability = step.probability;
        insert.followers = 1;
        program.steps.push_back(std::move(insert));
    }
}

std::uint32_t Compiler::topicIndex(const std::string& topic) const {
    return static_cast<std::uint32_t>(positionOf(m_scenario.topics, topic));
}

Program Compiler::compileStoreStep(const std::string& store, const std::string& operation) const {
    const model::Store& declaration = m_scenario.stores[positionOf(m_scenario.stores, store)];
    if (declaration.operations.count(operation) == 0) return {operation, {}};
    return {operation, {compile(model::Step{model::StoreStep{store, operation, {}, {}, false}, 1, false, {}})}};
}

void Compiler::connectCaches() const {
    for (const model::Store& store : m_scenario.stores) {
        Store& cache = *m_stores.at(store.name);
        for (const auto& [name, operation] : store.operations) {
            if (operation.missStore.empty()) continue;
            Store& target = *m_stores.at(operation.missStore);
            cache.setMissTarget(cache.operationIndex(name), target, target.operationIndex(operation.missOperation));
        }
    }
}

void Compiler::compileCall(const model::CallStep& call, const model::Service* owner, CompiledStep& compiled) const {
    compiled.kind = CompiledStep::Kind::Call;
    compiled.service = m_services.at(call.service);
    compiled.operation = compiled.service->operationIndex(call.operation);
    compiled.timeout = call.timeout.value_or(Duration{0});
    compiled.ignoreFailure = call.ignoreFailure;
    if (owner != nullptr) compiled.guards = CompiledGuards::of(*owner, call.guards);
}

void Compiler::compileStore(const model::StoreStep& access, const model::Service* owner, CompiledStep& compiled) const {
    compiled.kind = CompiledStep::Kind::Store;
    compiled.store = m_stores.at(access.store);
    compiled.storeIndex = static_cast<std::uint16_t>(positionOf(m_scenario.stores, access.store));
    compiled.operation = compiled.store->operationIndex(access.operation);
    compiled.timeout = access.timeout.value_or(Duration{0});
    compiled.ignoreFailure = access.ignoreFailure;
    if (owner != nullptr) compiled.guards = CompiledGuards::of(*owner, access.guards);
}

CompiledStep Compiler::compile(const model::Step& step, const model::Service* owner) const {
    CompiledStep compiled;
    compiled.probability = step.probability;
    compiled.perBatch = step.perBatch;
    if (const auto* cpu = std::get_if<model::CpuStep>(&step.action)) {
        compiled.kind = CompiledStep::Kind::Cpu;
        compiled.amount = &cpu->work;
    } else if (const auto* wait = std::get_if<model::WaitStep>(&step.action)) {
        compiled.kind = CompiledStep::Kind::Wait;
        compiled.amount = &wait->time;
    } else if (const auto* fail = std::get_if<model::FailStep>(&step.action)) {
        compiled.kind = CompiledStep::Kind::Fail;
        compiled.failProbability = fail->probability;
    } else if (const auto* publish = std::get_if<model::PublishStep>(&step.action)) {
        compiled.kind = CompiledStep::Kind::Publish;
        compiled.amount = &publish->size;
        compiled.publish = publish;
        if (publish->key.kind != model::KeySpec::Kind::None) compiled.keys = std::make_shared<KeyDraw>(publish->key);
        compiled.topic = topicIndex(publish->topic);
    } else if (const auto* call = std::get_if<model::CallStep>(&step.action)) {
        compileCall(*call, owner, compiled);
    } else if (const auto* access = std::get_if<model::StoreStep>(&step.action)) {
        compileStore(*access, owner, compiled);
    }
    compiled.isGuarded = compiled.guards.any();
    return compiled;
}

}  // namespace headroom::sim
