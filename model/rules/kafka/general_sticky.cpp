// Source of the algorithm: AbstractStickyAssignor.GeneralAssignmentBuilder of kafka-clients 3.9, without racks.

#include <algorithm>
#include <numeric>
#include <optional>
#include <stdexcept>

#include "model/rules/kafka/partition_movements.h"
#include "model/rules/kafka/sticky_input.h"

namespace headroom::rules {
namespace {

/// One pass of the general algorithm. Partitions are dense numbers in the order of (potential consumers, topic, number).
class GeneralBuilder {
public:
    explicit GeneralBuilder(const StickyInput& input);

    StickyResult build();

private:
    struct PreviousOwner {
        std::size_t member;
        int generation;
    };
    using Load = std::pair<std::size_t, std::size_t>;  // assigned count, rank of the member

    void numberPartitions();
    std::size_t numberOf(const StickyInput::Partition& partition) const;
    void rememberPreviousOwners();
    void keepOwned();
    void assignUnowned();
    void balance();
    void setFixedMembersAside();
    bool canTakePart(std::size_t member) const;
    bool improveWith(const std::vector<std::size_t>& partitions);
    bool improve(std::size_t partition);
    bool isBalanced() const;
    void moveToLeastLoaded(std::size_t partition);
    void move(std::size_t partition, std::size_t to);
    long balanceScore() const;

    std::size_t topicOf(std::size_t partition) const { return m_topicOf[partition]; }
    bool isMovable(std::size_t partition) const { return m_consumers[topicOf(partition)].size() >= 2; }
    bool isSubscribed(std::size_t member, std::size_t topic) const { return m_isSubscribed[member][topic]; }
    Load loadOf(std::size_t member) const { return {m_current[member].size(), m_input.members[member].rank}; }
    std::size_t memberAt(const Load& load) const { return m_memberOfRank[load.second]; }
    std::size_t capacityOf(std::size_t member) const { return m_capacity[member]; }
    void give(std::size_t partition, std::size_t member);
    StickyResult result() const;

    const StickyInput& m_input;
    std::vector<std::size_t> m_memberOfRank;
    std::vector<std::vector<std::size_t>> m_consumers;  // by topic
    std::vector<std::vector<bool>> m_isSubscribed;
    std::vector<std::size_t> m_capacity;
    std::vector<StickyInput::Partition> m_partitions;
    std::vector<std::size_t> m_topicOf;
    std::vector<std::size_t> m_firstOfTopic;
    std::vector<std::vector<std::size_t>> m_current;  // partitions by member
    std::vector<std::optional<std::size_t>> m_owner;  // by partition
    std::vector<std::optional<PreviousOwner>> m_previous;
    std::vector<std::size_t> m_unassigned;
    std::vector<bool> m_isFixed;
    std::set<Load> m_byLoad;
    bool m_revocationRequired = false;
    std::optional<PartitionMovements> m_movements;
};

GeneralBuilder::GeneralBuilder(const StickyInput& input) : m_input(input) {
    const std::size_t memberCount = input.members.size();
    m_memberOfRank.resize(memberCount);
    m_consumers.resize(input.topics.size());
    m_isSubscribed.assign(memberCount, std::vector<bool>(input.topics.size()));
    m_capacity.assign(memberCount, 0);
    m_current.resize(memberCount);
    m_isFixed.assign(memberCount, false);
    for (std::size_t member = 0; member < memberCount; ++member) {
        m_memberOfRank[input.members[member].rank] = member;
        for (const std::size_t topic : input.members[member].topics) {
            m_consumers[topic].push_back(member);
            m_isSubscribed[member][topic] = true;
            m_capacity[member] += static_cast<std::size_t>(input.topics[topic].partitions);
        }
    }
    numberPartitions();
}

void GeneralBuilder::numberPartitions() {
    std::vector<std::size_t> topics(m_input.topics.size());
    std::iota(topics.begin(), topics.end(), std::size_t{0});
    std::stable_sort(topics.begin(), topics.end(),
                     [&](std::size_t a, std::size_t b) { return m_consumers[a].size() < m_consumers[b].size(); });
    m_firstOfTopic.resize(topics.size());
    std::vector<std::uint32_t> hashes;
    for (const std::size_t topic : topics) {
        m_firstOfTopic[topic] = m_partitions.size();
        for (int partition = 0; partition < m_input.topics[topic].partitions; ++partition) {
            m_partitions.emplace_back(topic, partition);
            m_topicOf.push_back(topic);
            hashes.push_back((31U + static_cast<std::uint32_t>(partition)) * 31U + m_input.topics[topic].hashCode);
        }
    }
    m_owner.resize(m_partitions.size());
    m_previous.resize(m_partitions.size());
    m_movements.emplace(m_topicOf, std::move(hashes));
}

std::size_t GeneralBuilder::numberOf(const StickyInput::Partition& partition) const {
    return m_firstOfTopic[partition.first] + static_cast<std::size_t>(partition.second);
}

StickyResult GeneralBuilder::build() {
    rememberPreviousOwners();
    keepOwned();
    for (std::size_t member = 0; member < m_current.size(); ++member) m_byLoad.insert(loadOf(member));
    if (!m_partitions.empty()) balance();
    return result();
}

void GeneralBuilder::rememberPreviousOwners() {
    constexpr int kNoGeneration = -1;
    for (const std::size_t index : m_input.iterationOrder) {
        const auto& member = m_input.members[index];
        if (member.generation.value_or(kNoGeneration) >= m_input.maxGeneration) continue;
        const int generation = member.generation.value_or(kNoGeneration);
        for (const auto& claimed : member.claimed) {
            auto& previous = m_previous[numberOf(claimed)];
            if (!previous || generation > previous->generation) previous = PreviousOwner{index, generation};
        }
    }
}

void GeneralBuilder::keepOwned() {
    for (std::size_t member = 0; member < m_input.members.size(); ++member) {
        for (const auto& owned : m_input.members[member].owned) {
            if (isSubscribed(member, owned.first)) {
                give(numberOf(owned), member);
            } else {
                m_revocationRequired = true;
            }
        }
    }
    for (std::size_t partition = 0; partition < m_partitions.size(); ++partition) {
        if (!m_owner[partition]) m_unassigned.push_back(partition);
    }
}

void GeneralBuilder::give(std::size_t partition, std::size_t member) {
    m_current[member].push_back(partition);
    m_owner[partition] = member;
}

void GeneralBuilder::assignUnowned() {
    for (const std::size_t partition : m_unassigned) {
        const auto it = std::find_if(m_byLoad.begin(), m_byLoad.end(),
                                     [&](const Load& load) { return isSubscribed(memberAt(load), topicOf(partition)); });
        if (it == m_byLoad.end()) continue;
        const std::size_t member = memberAt(*it);
        m_byLoad.erase(it);
        give(partition, member);
        m_byLoad.insert(loadOf(member));
    }
}

void GeneralBuilder::balance() {
    const bool isFirstAssignment = m_byLoad.rbegin()->first == 0;
    assignUnowned();
    std::vector<std::size_t> movable(m_partitions.size());
    std::iota(movable.begin(), movable.end(), std::size_t{0});
    std::erase_if(movable, [&](std::size_t partition) { return !isMovable(partition); });
    std::erase_if(m_unassigned, [&](std::size_t partition) { return !isMovable(partition); });
    setFixedMembersAside();

    const auto currentBefore = m_current;
    const auto ownerBefore = m_owner;
    const long scoreBefore = balanceScore();
    if (!m_revocationRequired) improveWith(m_unassigned);
    const bool moved = improveWith(movable);
    if (!isFirstAssignment && moved && balanceScore() >= scoreBefore) {
        m_current = currentBefore;
        m_owner = ownerBefore;
    }
}

void GeneralBuilder::setFixedMembersAside() {
    for (std::size_t member = 0; member < m_current.size(); ++member) {
        if (canTakePart(member)) continue;
        m_isFixed[member] = true;
        m_byLoad.erase(loadOf(member));
    }
}

bool GeneralBuilder::canTakePart(std::size_t member) const {
    if (m_current[member].size() < capacityOf(member)) return true;
    return std::any_of(m_current[member].begin(), m_current[member].end(), [&](std::size_t p) { return isMovable(p); });
}

bool GeneralBuilder::improveWith(const std::vector<std::size_t>& partitions) {
    bool movedAny = false;
    bool movedInPass = true;
    while (movedInPass) {
        movedInPass = false;
        for (const std::size_t partition : partitions) {
            if (isBalanced()) break;
            if (improve(partition)) movedInPass = movedAny = true;
        }
    }
    return movedAny;
}

bool GeneralBuilder::improve(std::size_t partition) {
    const std::size_t size = m_current[*m_owner[partition]].size();
    // The library would fail on an earlier owner that is set aside; such an owner is taken as none.
    if (const auto& previous = m_previous[partition]; previous && !m_isFixed[previous->member]) {
        if (size > m_current[previous->member].size() + 1) {
            move(partition, previous->member);
            return true;
        }
    }
    const auto& consumers = m_consumers[topicOf(partition)];
    const bool canImprove =
        std::any_of(consumers.begin(), consumers.end(), [&](std::size_t other) { return size > m_current[other].size() + 1; });
    if (canImprove) moveToLeastLoaded(partition);
    return canImprove;
}

bool GeneralBuilder::isBalanced() const {
    if (m_byLoad.begin()->first + 1 >= m_byLoad.rbegin()->first) return true;
    for (const Load& load : m_byLoad) {
        const std::size_t member = memberAt(load);
        if (load.first == capacityOf(member)) continue;
        for (const std::size_t topic : m_input.members[member].topics) {
            const std::size_t first = m_firstOfTopic[topic];
            const std::size_t last = first + static_cast<std::size_t>(m_input.topics[topic].partitions);
            for (std::size_t partition = first; partition < last; ++partition) {
                if (load.first + 1 < m_current[*m_owner[partition]].size()) return false;
            }
        }
    }
    return true;
}

void GeneralBuilder::moveToLeastLoaded(std::size_t partition) {
    for (const Load& load : m_byLoad) {
        if (!isSubscribed(memberAt(load), topicOf(partition))) continue;
        move(partition, memberAt(load));
        return;
    }
    throw std::logic_error("no consumer can take the partition");
}

void GeneralBuilder::move(std::size_t partition, std::size_t to) {
    const std::size_t moved = m_movements->partitionToMove(partition, *m_owner[partition], to);
    const std::size_t from = *m_owner[moved];
    m_byLoad.erase(loadOf(from));
    m_byLoad.erase(loadOf(to));
    m_movements->record(moved, from, to);
    auto& list = m_current[from];
    list.erase(std::find(list.begin(), list.end(), moved));
    give(moved, to);
    m_byLoad.insert(loadOf(to));
    m_byLoad.insert(loadOf(from));
}

long GeneralBuilder::balanceScore() const {
    long score = 0;
    for (std::size_t a = 0; a < m_current.size(); ++a) {
        for (std::size_t b = a + 1; b < m_current.size(); ++b) {
            if (m_isFixed[a] || m_isFixed[b]) continue;
            score += std::abs(static_cast<long>(m_current[a].size()) - static_cast<long>(m_current[b].size()));
        }
    }
    return score;
}

StickyResult GeneralBuilder::result() const {
    StickyResult result;
    std::set<StickyInput::Partition> revoked;
    std::vector<std::set<StickyInput::Partition>> claimed;
    for (std::size_t member = 0; member < m_current.size(); ++member) {
        auto& partitions = result.partitions.emplace_back();
        for (const std::size_t partition : m_current[member]) partitions.push_back(m_partitions[partition]);
        const auto& says = m_input.members[member].claimed;
        claimed.emplace_back(says.begin(), says.end());
        for (const auto& partition : says) {
            const std::size_t number = numberOf(partition);
            if (m_owner[number] != member) revoked.insert(partition);
        }
    }
    for (std::size_t member = 0; member < m_current.size(); ++member) {
        for (const auto& partition : result.partitions[member]) {
            if (!claimed[member].contains(partition) && revoked.contains(partition))
                result.transfers.emplace_back(partition, member);
        }
    }
    return result;
}

}  // namespace

StickyResult assignGeneral(const StickyInput& input) {
    return GeneralBuilder(input).build();
}

}  // namespace headroom::rules
