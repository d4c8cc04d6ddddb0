#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/scenario/step.h"
#include "sim/components/execution/guard_instances.h"
#include "sim/random/key_draw.h"

namespace headroom::sim {

class Service;
class Store;

/// A step with its references resolved; points into the scenario, which outlives the run.
struct CompiledStep {
    enum class Kind : std::uint8_t { Cpu, Wait, Call, Store, Publish, Fail };

    Kind kind = Kind::Cpu;
    bool perBatch = false;
    bool ignoreFailure = false;
    bool isGuarded = false;
    double probability = 1;
    std::uint16_t followers = 0;  ///< steps after it that are left out when it is
    const model::Distribution* amount = nullptr;  ///< Cpu: work; Wait: time; Publish: record size
    Service* service = nullptr;
    Store* store = nullptr;
    std::uint16_t operation = 0;   ///< Call, Store: index of the target's operation
    std::uint16_t storeIndex = 0;  ///< Store: index of the connection pool in a workplace
    model::Duration timeout{0};    ///< 0: none
    double failProbability = 0;
    const model::PublishStep* publish = nullptr;
    std::shared_ptr<const KeyDraw> keys;  ///< Publish: null without keys
    std::uint32_t topic = 0;              ///< Publish: index of the topic
    CompiledGuards guards;                ///< Call, Store
};

/// The steps one operation, journey or listener executes.
struct Program {
    std::string name;
    std::vector<CompiledStep> steps;
};

}  // namespace headroom::sim
