#include "sim/infrastructure/native/max_min.h"

#include <algorithm>
#include <limits>

namespace headroom::sim {

void MaxMin::solve(std::vector<FlowClass>& classes, const std::vector<std::uint32_t>& listed,
                   const std::vector<double>& capacity) {
    open(classes, listed, capacity);
    while (!m_open.empty()) {
        const auto [tightest, level] = findTightest();
        const auto freeze = [&, link = tightest, rate = level](std::uint32_t index) {
            FlowClass& flows = classes[index];
            if (std::find(flows.links.begin(), flows.links.end(), link) == flows.links.end()) return false;
            flows.rate = rate;
            for (const std::uint32_t crossed : flows.links) {
                m_left[crossed] = std::max(0.0, m_left[crossed] - rate * flows.transfers);
                m_crossing[crossed] -= flows.transfers;
            }
            return true;
        };
        m_open.erase(std::remove_if(m_open.begin(), m_open.end(), freeze), m_open.end());
    }
}

/// Lists the classes with transfers and the links they cross. Whole numbers of transfers make m_crossing exact: it is 0
/// again for every link when all classes are frozen.
void MaxMin::open(std::vector<FlowClass>& classes, const std::vector<std::uint32_t>& listed,
                  const std::vector<double>& capacity) {
    m_left.resize(capacity.size());
    m_crossing.resize(capacity.size(), 0);
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
}

/// The link that fills first as the rates of all open classes rise together, and the rate at which it does.
std::pair<std::uint32_t, double> MaxMin::findTightest() const {
    double level = std::numeric_limits<double>::infinity();
    std::uint32_t tightest = 0;
    for (const std::uint32_t link : m_links) {
        if (m_crossing[link] == 0 || m_left[link] / m_crossing[link] >= level) continue;
        level = m_left[link] / m_crossing[link];
        tightest = link;
    }
    return {tightest, level};
}

}  // namespace headroom::sim
