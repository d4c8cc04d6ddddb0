#pragma once

#include <cstdint>
#include <vector>

namespace headroom::sim {

/// Remembers which partition each key of a topic hashes to: keys are "key-<n>", hashed as the Java client does (murmur2).
class KeyPartitions {
public:
    /// Partition of the key with this index; `partitions` > 0.
    int partitionOf(std::uint32_t topic, std::int64_t key, int partitions);

private:
    std::vector<std::vector<std::int16_t>> m_known;  ///< by topic, by key
};

}  // namespace headroom::sim
