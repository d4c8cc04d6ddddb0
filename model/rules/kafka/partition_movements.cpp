#include "model/rules/kafka/partition_movements.h"

namespace headroom::rules {

PartitionMovements::PartitionMovements(std::vector<std::size_t> topicOf, std::vector<std::uint32_t> hashOf)
    : m_topicOf(std::move(topicOf)), m_hashOf(std::move(hashOf)), m_moveOf(m_topicOf.size()) {}

void PartitionMovements::record(std::size_t partition, std::size_t from, std::size_t to) {
    if (!m_moveOf[partition]) {
        add(partition, {from, to});
        return;
    }
    const Move earlier = remove(partition);
    if (earlier.first != to) add(partition, {earlier.first, to});
}

std::size_t PartitionMovements::partitionToMove(std::size_t partition, std::size_t from, std::size_t to) const {
    const auto topic = m_byTopic.find(m_topicOf[partition]);
    if (topic == m_byTopic.end()) return partition;
    const std::size_t origin = m_moveOf[partition] ? m_moveOf[partition]->first : from;
    const auto reverse = topic->second.find({to, origin});
    return reverse == topic->second.end() ? partition : reverse->second.first();
}

void PartitionMovements::add(std::size_t partition, Move move) {
    m_moveOf[partition] = move;
    m_byTopic[m_topicOf[partition]][move].insert(partition, m_hashOf[partition]);
}

PartitionMovements::Move PartitionMovements::remove(std::size_t partition) {
    const Move move = *m_moveOf[partition];
    m_moveOf[partition].reset();
    auto& moves = m_byTopic[m_topicOf[partition]];
    JavaHashOrder& partitions = moves[move];
    partitions.erase(partition, m_hashOf[partition]);
    if (partitions.isEmpty()) moves.erase(move);
    if (moves.empty()) m_byTopic.erase(m_topicOf[partition]);
    return move;
}

}  // namespace headroom::rules
