#pragma once

#include <cstdint>

namespace headroom::sim {

/// Length, attributes, timestamp and offset deltas, and the headers' count of one record in a batch; the key is part of its
/// bytes.
constexpr std::int64_t recordOverhead = 7;

}  // namespace headroom::sim
