#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "model/rules/kafka/java_hash_order.h"

namespace headroom::rules {

/// The moves made while balancing, so that a move against an earlier one of the same topic undoes that one instead.
/// Partitions and members are dense numbers. Source: AbstractStickyAssignor.PartitionMovements.
class PartitionMovements {
public:
    /// `topicOf` and `hashOf` give each partition's topic number and Java hash code.
    PartitionMovements(std::vector<std::size_t> topicOf, std::vector<std::uint32_t> hashOf);

    void record(std::size_t partition, std::size_t from, std::size_t to);
    /// The partition to move instead of this one.
    std::size_t partitionToMove(std::size_t partition, std::size_t from, std::size_t to) const;

private:
    using Move = std::pair<std::size_t, std::size_t>;

    void add(std::size_t partition, Move move);
    Move remove(std::size_t partition);

    std::vector<std::size_t> m_topicOf;
    std::vector<std::uint32_t> m_hashOf;
    std::vector<std::optional<Move>> m_moveOf;
    std::map<std::size_t, std::map<Move, JavaHashOrder>> m_byTopic;
};

}  // namespace headroom::rules
