#include "app/engine/world_controls.h"

#include "sim/world/world.h"

namespace headroom::engine {
namespace {

// Until every world takes them: a world without the call refuses.
template <class World>
bool injectInto(World& world, const model::Fault& fault) {
    if constexpr (requires { world.inject(fault); }) return world.inject(fault);
    return false;
}

template <class World>
bool scaleIn(World& world, const std::string& service, int replicas) {
    if constexpr (requires { world.scale(service, replicas); }) return world.scale(service, replicas);
    return false;
}

}  // namespace

bool WorldControls::inject(const model::Fault& fault) {
    return injectInto(m_world, fault);
}

bool WorldControls::scale(const std::string& service, int replicas) {
    return scaleIn(m_world, service, replicas);
}

}  // namespace headroom::engine
