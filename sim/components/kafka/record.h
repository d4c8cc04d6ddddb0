#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/quantities.h"

namespace headroom::sim {

/// One record, in a producer's batch and in a partition's log.
struct Record {
    model::Instant origin;         ///< when the client's journey that caused it began
    model::Instant created;        ///< producer timestamp
    std::uint64_t id = 0;          ///< identity across retries and redeliveries
    std::int32_t key = -1;         ///< index of the key; -1: none
    std::uint32_t bytes : 31 = 0;
    std::uint32_t isPoison : 1 = 0;
};

/// The records of one batch: filled by its producer, then shared unchanged by retries and the log.
using Records = std::shared_ptr<std::vector<Record>>;

/// A half-open range of offsets.
struct OffsetRange {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t count() const { return to - from; }
};

}  // namespace headroom::sim
