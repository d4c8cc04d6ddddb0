#include "sim/infrastructure/native/max_min.h"

#include <algorithm>
#include <limits>

namespace headroom::sim {

void MaxMin::solve(std::vector<FlowClass>& classes, const std::vector<std::uint32_t>& listed,
                   const std::vector<double>& capacity) {
    m_left.resize(capacity.size());
    m_crossing.resize(capacity.size(), 0);
    m_open.clear();
    m_links.clear();
    for (const std::uint32_t index : listed) {
        FlowClass& flows = classes[index];
        flows.rate = 0;
        if (flows.transfers == 0) continue;
        m_open.push_back(index);
        for (const std::uint32_t link : flows.links) {
            if (m_crossing[link] == 0) {
                m_links.push_back(link);
                m_left[link] = capacity[link];
            }
            m_crossing[link] += flows.transfers;
        }
    }
    while (!m_open.empty()) {
        double level = std::numeric_limits<double>::infinity();
        std::uint32_t tightest = 0;
        for (const std::uint32_t link : m_links) {
            if (m_crossing[link] == 0 || m_left[link] / m_crossing[link] >= level) continue;
            level = m_left[link] / m_crossing[link];
            tightest = link;
        }
        const auto frozen = [&](std::uint32_t index) {
            FlowClass& flows = classes[index];
            if (std::find(flows.links.begin(), flows.links.end(), tightest) == flows.links.end()) return false;
            flows.rate = level;
            for (const std::uint32_t link : flows.links) {
                m_left[link] = std::max(0.0, m_left[link] - level * flows.transfers);
                m_crossing[link] -= flows.transfers;
            }
            return true;
        };
        m_open.erase(std::remove_if(m_open.begin(), m_open.end(), frozen), m_open.end());
    }
}

}  // namespace headroom::sim
