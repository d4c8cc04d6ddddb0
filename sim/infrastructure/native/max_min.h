#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace headroom::sim {

/// Transfers that cross the same links, and hence get the same rate.
struct FlowClass {
    std::vector<std::uint32_t> links;  ///< without repetition, all of finite capacity
    double transfers = 0;
    double rate = 0;  ///< of each transfer; the result
};

/// Computes the max-min fair rates of the given classes by progressive filling: raises all rates together and freezes
/// those that cross a link as it fills up (Bertsekas and Gallager, Data Networks, 6.5.2).
class MaxMin {
public:
    /// Considers only the classes listed and sets their rates; classes without transfers get 0. `capacity` is by link.
    void solve(std::vector<FlowClass>& classes, const std::vector<std::uint32_t>& listed, const std::vector<double>& capacity);

private:
    void open(std::vector<FlowClass>& classes, const std::vector<std::uint32_t>& listed, const std::vector<double>& capacity);
    std::pair<std::uint32_t, double> findTightest() const;

    std::vector<double> m_left;
    std::vector<double> m_crossing;
    std::vector<std::uint32_t> m_open;
    std::vector<std::uint32_t> m_links;
};

}  // namespace headroom::sim
