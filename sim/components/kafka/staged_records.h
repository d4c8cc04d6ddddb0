#pragma once

#include <cstdint>
#include <vector>

#include "model/quantities.h"

namespace headroom::sim {

/// Records a source has drawn ahead, in the order of their instants.
struct StagedRecords {
    std::vector<model::Instant> times;     ///< when each is sent, which is also its origin
    std::vector<std::int32_t> keys;        ///< empty: no keys
    std::vector<std::int32_t> partitions;  ///< of the keys; empty: no keys
    std::vector<std::int32_t> sizes;       ///< empty: each has `size`
    std::int64_t size = 0;                 ///< serialized key and value, bytes
    std::uint64_t firstId = 0;             ///< identity of the first; the others follow

    std::int64_t sizeOf(std::size_t index) const { return sizes.empty() ? size : sizes[index]; }
    std::int64_t keyOf(std::size_t index) const { return keys.empty() ? -1 : keys[index]; }
    /// Drops the first `count`.
    void drop(std::size_t count) {
        const auto cut = [count](auto& values) {
            if (!values.empty()) values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
        };
        cut(times);
        cut(keys);
        cut(partitions);
        cut(sizes);
        firstId += count;
    }
};

}  // namespace headroom::sim
