#pragma once

#include <string>

#include "model/scenario/fault.h"

namespace headroom::sim {
class World;
}

namespace headroom::engine {

/// What a person may do to a running world from outside.
class WorldControls {
public:
    /// The world outlives its controls.
    explicit WorldControls(sim::World& world) : m_world(world) {}

    /// Whether the fault has begun; false where its target doesn't exist.
    bool inject(const model::Fault& fault);
    /// Whether the service will have so many replicas; false where there is no such service.
    bool scale(const std::string& service, int replicas);

private:
    sim::World& m_world;
};

}  // namespace headroom::engine
