#include "services/supervisor/replica_set.h"

#include <algorithm>
#include <iterator>

namespace headroom::services {

std::string ReplicaSet::create() {
    m_pods.push_back(m_service + '-' + std::to_string(++m_lastNumber));
    return m_pods.back();
}

ReplicaSet::Change ReplicaSet::scale(int wanted, const std::function<bool(const std::string&)>& isReady) {
    m_wanted = std::max(wanted, 0);
    const auto room = static_cast<std::size_t>(m_wanted);
    Change change;
    while (m_pods.size() < room) change.created.push_back(create());
    while (m_pods.size() > room) {
        auto victim = std::find_if_not(m_pods.rbegin(), m_pods.rend(), isReady);
        if (victim == m_pods.rend()) victim = m_pods.rbegin();
        change.removed.push_back(*victim);
        m_pods.erase(std::next(victim).base());
    }
    return change;
}

ReplicaSet::Change ReplicaSet::remove(const std::string& pod) {
    const auto found = std::find(m_pods.begin(), m_pods.end(), pod);
    if (found == m_pods.end()) return {};
    m_pods.erase(found);
    return {{create()}, {pod}};
}

}  // namespace headroom::services
