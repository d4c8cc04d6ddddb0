#pragma once

#include <cstdint>

#include "model/scenario/scenario.h"

namespace headroom::tests {

/// A random architecture of producers, topics, brokers, listeners, stores and faults, small enough to run in a blink.
/// The same seed gives the same scenario.
model::Scenario randomScenario(std::uint64_t seed);

/// Whether its configuration promises that acknowledged records are never lost: acks=all, at least two replicas in sync,
/// no unclean elections.
bool promisesDurability(const model::Scenario& scenario);

/// Whether records of one key come from one idempotent producer, so that they are dealt with in the order they were sent.
bool promisesKeyOrder(const model::Scenario& scenario);

}  // namespace headroom::tests
