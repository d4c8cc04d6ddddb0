#pragma once
// The compact form of a latency sketch: what a recording stores and what stays in memory.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/trace/latency_sketch.h"

namespace headroom::trace {

/// A sketch in a few bytes a filled bucket.
struct PackedSketch {
    std::uint64_t count = 0;
    double sum = 0;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::string buckets;  ///< for each filled bucket: distance from the bucket before (the first from 0), count; LEB128
};

using SketchBuckets = std::vector<std::pair<std::uint32_t, std::uint64_t>>;

PackedSketch pack(const LatencySketch& sketch);

/// The buckets of a packed text; nothing when it is damaged.
std::optional<SketchBuckets> findBuckets(std::string_view packed);

/// The sketch of these buckets; nothing when they do not ascend, are empty, or contradict min, max and each other.
std::optional<LatencySketch> checkedSketch(const SketchBuckets& buckets, double sum, std::int64_t min, std::int64_t max);

/// The sketch that was packed; nothing when it is damaged.
std::optional<LatencySketch> unpack(const PackedSketch& packed);

}  // namespace headroom::trace
