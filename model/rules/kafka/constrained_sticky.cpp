// Source of the algorithm: AbstractStickyAssignor.ConstrainedAssignmentBuilder of kafka-clients 3.9.

#include <algorithm>
#include <list>
#include <map>
#include <stdexcept>

#include "model/rules/kafka/sticky_input.h"

namespace headroom::rules {
namespace {

using Partition = StickyInput::Partition;

class ConstrainedBuilder {
public:
    explicit ConstrainedBuilder(const StickyInput& input);

    StickyResult build();

private:
    void keepOwned(std::size_t member);
    void keep(std::size_t member, const std::vector<Partition>& owned, int count);
    std::vector<Partition> unassigned() const;
    void fill(const std::vector<Partition>& partitions);
    std::size_t sizeAfterGiving(const Partition& partition, std::size_t member);
    void sortById(std::list<std::size_t>& members) const;

    const StickyInput& m_input;
    int m_minQuota = 0;
    int m_maxQuota = 0;
    int m_expectedOverMin = 0;
    int m_overMin = 0;
    std::list<std::size_t> m_underMin;
    std::list<std::size_t> m_exactlyMin;
    std::map<Partition, std::size_t> m_maybeRevoked;
    std::set<Partition> m_kept;
    StickyResult m_result;
};

ConstrainedBuilder::ConstrainedBuilder(const StickyInput& input) : m_input(input) {
    int total = 0;
    for (const auto& topic : input.topics) total += topic.partitions;
    const int members = static_cast<int>(input.members.size());
    m_minQuota = total / members;
    m_maxQuota = (total + members - 1) / members;
    m_expectedOverMin = total % members;
    m_result.partitions.resize(input.members.size());
}

StickyResult ConstrainedBuilder::build() {
    for (const std::size_t member : m_input.ownedIterationOrder) keepOwned(member);
    sortById(m_underMin);
    sortById(m_exactlyMin);
    fill(unassigned());
    return std::move(m_result);
}

void ConstrainedBuilder::keepOwned(std::size_t member) {
    std::vector<Partition> owned = m_input.members[member].owned;
    std::erase_if(owned, [&](const Partition& partition) { return m_input.doublyClaimed.contains(partition); });
    std::sort(owned.begin(), owned.end(), [](const Partition& a, const Partition& b) {
        return a.second != b.second ? a.second < b.second : a.first < b.first;
    });
    const int count = static_cast<int>(owned.size());
    if (count < m_minQuota) {
        keep(member, owned, count);
        m_underMin.push_back(member);
    } else if (count >= m_maxQuota && m_overMin < m_expectedOverMin) {
        // Once as many members as possible hold the larger share, no other may be topped up.
        if (++m_overMin == m_expectedOverMin) m_exactlyMin.clear();
        keep(member, owned, m_maxQuota);
    } else {
        keep(member, owned, m_minQuota);
        if (m_overMin < m_expectedOverMin) m_exactlyMin.push_back(member);
    }
}

void ConstrainedBuilder::keep(std::size_t member, const std::vector<Partition>& owned, int count) {
    for (int i = 0; i < static_cast<int>(owned.size()); ++i) {
        const Partition& partition = owned[static_cast<std::size_t>(i)];
        if (i < count) {
            m_result.partitions[member].push_back(partition);
            m_kept.insert(partition);
        } else {
            m_maybeRevoked[partition] = member;
        }
    }
}

std::vector<Partition> ConstrainedBuilder::unassigned() const {
    std::vector<Partition> result;
    for (std::size_t topic = 0; topic < m_input.topics.size(); ++topic) {
        for (int partition = 0; partition < m_input.topics[topic].partitions; ++partition) {
            if (!m_kept.contains({topic, partition})) result.emplace_back(topic, partition);
        }
    }
    return result;
}

void ConstrainedBuilder::fill(const std::vector<Partition>& partitions) {
    auto next = m_underMin.begin();
    for (const Partition& partition : partitions) {
        if (next == m_underMin.end()) next = m_underMin.begin();
        if (next == m_underMin.end()) {
            if (m_exactlyMin.empty()) throw std::logic_error("no member left for an unassigned partition");
            sizeAfterGiving(partition, m_exactlyMin.front());
            m_exactlyMin.pop_front();
            continue;
        }
        const std::size_t member = *next;
        if (static_cast<int>(sizeAfterGiving(partition, member)) == m_minQuota) {
            next = m_underMin.erase(next);
            m_exactlyMin.push_back(member);
        } else {
            ++next;
        }
    }
}

std::size_t ConstrainedBuilder::sizeAfterGiving(const Partition& partition, std::size_t member) {
    m_result.partitions[member].push_back(partition);
    const auto revoked = m_maybeRevoked.find(partition);
    const bool changesHands = revoked != m_maybeRevoked.end() && revoked->second != member;
    if (changesHands || m_input.doublyClaimed.contains(partition)) m_result.transfers.emplace_back(partition, member);
    return m_result.partitions[member].size();
}

void ConstrainedBuilder::sortById(std::list<std::size_t>& members) const {
    members.sort([&](std::size_t a, std::size_t b) { return m_input.members[a].rank < m_input.members[b].rank; });
}

}  // namespace

StickyResult assignConstrained(const StickyInput& input) {
    return ConstrainedBuilder(input).build();
}

}  // namespace headroom::rules
