#pragma once

#include <map>
#include <string>

#include "sim/components/execution/program.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// Resolves the names in steps to the components they mean. A name that does not resolve is a broken invariant
/// (std::out_of_range): the reader reported it.
class Compiler {
public:
    Compiler(const model::Scenario& scenario, std::map<std::string, Service*> services, std::map<std::string, Store*> stores);

    /// `owner` declares the resilience instances the steps name; null for clients, whose steps name none.
    Program compile(const std::string& name, const model::Steps& steps, const model::Service* owner = nullptr) const;
    CompiledStep compile(const model::Step& step, const model::Service* owner = nullptr) const;
    /// One operation on a store; an empty program where the store has no such operation.
    Program compileStoreStep(const std::string& store, const std::string& operation) const;
    std::uint32_t topicIndex(const std::string& topic) const;
    /// Tells each cache where its misses go.
    void connectCaches() const;

private:
    void compileOutboxInsert(const model::Step& step, const model::Service* owner, Program& program) const;
    void compileCall(const model::CallStep& call, const model::Service* owner, CompiledStep& compiled) const;
    void compileStore(const model::StoreStep& access, const model::Service* owner, CompiledStep& compiled) const;

    const model::Scenario& m_scenario;
    std::map<std::string, Service*> m_services;
    std::map<std::string, Store*> m_stores;
};

}  // namespace headroom::sim
