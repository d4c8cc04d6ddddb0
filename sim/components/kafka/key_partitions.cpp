#include "sim/components/kafka/key_partitions.h"

#include <string>

#include "model/rules/kafka/partitioning.h"

namespace headroom::sim {

namespace {
constexpr std::int64_t rememberedKeys = 1'000'000;
}

int KeyPartitions::partitionOf(std::uint32_t topic, std::int64_t key, int partitions) {
    if (key >= rememberedKeys || partitions > 32767) return rules::keyedPartition("key-" + std::to_string(key), partitions);
    if (m_known.size() <= topic) m_known.resize(topic + 1);
    std::vector<std::int16_t>& known = m_known[topic];
    if (known.size() <= static_cast<std::size_t>(key)) known.resize(static_cast<std::size_t>(key) + 1, -1);
    std::int16_t& partition = known[static_cast<std::size_t>(key)];
    if (partition < 0) partition = static_cast<std::int16_t>(rules::keyedPartition("key-" + std::to_string(key), partitions));
    return partition;
}

}  // namespace headroom::sim
