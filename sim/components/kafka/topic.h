#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/scenario/elements.h"
#include "sim/components/kafka/backlog.h"
#include "sim/components/kafka/partition.h"

namespace headroom::sim {

/// A topic of a running cluster.
struct Topic {
    std::uint32_t index = 0;                     ///< of the scenario's topics
    const model::Topic* declaration = nullptr;
    std::vector<std::unique_ptr<Partition>> partitions;
    std::unique_ptr<Backlog> backlog;            ///< what it holds at the start; null: nothing
    double poisonFraction = 0;                   ///< faults
    double hotKeyFraction = 0;
};

}  // namespace headroom::sim
