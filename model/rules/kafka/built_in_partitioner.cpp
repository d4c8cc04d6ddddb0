#include "model/rules/kafka/built_in_partitioner.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::rules {

BuiltInPartitioner::BuiltInPartitioner(int batchSize) : m_batchSize(batchSize) {
    if (batchSize < 1) throw std::logic_error("the sticky batch size must be at least 1");
}

int BuiltInPartitioner::choose(std::uint32_t draw, std::span<const int> available, int partitions) {
    const auto random = static_cast<int>(draw & 0x7fffffffU);
    m_produced = 0;
    if (hasLoad()) {
        const int weighted = random % loadRangeEnd();
        const auto entry = std::upper_bound(m_runningWeights.begin(), m_runningWeights.end(), weighted);
        m_current = m_weightedPartitions[static_cast<std::size_t>(entry - m_runningWeights.begin())];
    } else if (!available.empty()) {
        m_current = available[static_cast<std::size_t>(random) % available.size()];
    } else {
        m_current = random % partitions;
    }
    return *m_current;
}

bool BuiltInPartitioner::append(int bytes, bool lastBatchFullOrAbsent) {
    if (!m_current) return true;
    m_produced += bytes;
    const bool isOver = lastBatchFullOrAbsent && m_produced >= m_batchSize;
    if (isOver || m_produced >= 2 * std::int64_t{m_batchSize}) m_current.reset();
    return !m_current;
}

int BuiltInPartitioner::bytesUntilSwitch() const {
    return static_cast<int>(std::max<std::int64_t>(0, m_batchSize - m_produced));
}

int BuiltInPartitioner::bytesUntilForcedSwitch() const {
    return static_cast<int>(std::max<std::int64_t>(0, 2 * std::int64_t{m_batchSize} - m_produced));
}

void BuiltInPartitioner::updateLoad(std::span<const int> queueLengths, std::span<const int> partitions, std::size_t queues) {
    clearLoad();
    if (queueLengths.size() != partitions.size()) throw std::logic_error("as many queue lengths as partitions are needed");
    if (queueLengths.empty() || queues < 2) return;
    const auto [shortest, longest] = std::minmax_element(queueLengths.begin(), queueLengths.end());
    if (*shortest == *longest && queueLengths.size() == queues) return;
    int sum = 0;
    for (const int length : queueLengths) m_runningWeights.push_back(sum += *longest + 1 - length);
    m_weightedPartitions.assign(partitions.begin(), partitions.end());
}

void BuiltInPartitioner::clearLoad() {
    m_runningWeights.clear();
    m_weightedPartitions.clear();
}

}  // namespace headroom::rules
