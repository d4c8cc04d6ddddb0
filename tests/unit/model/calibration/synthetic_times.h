#pragma once
// Times whose distribution is known, as a histogram of a service's holds them.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "model/calibration/binned_times.h"
#include "model/scenario/distribution.h"

namespace headroom::calibration {

/// In (0, 1); the same sequence for the same seed.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : m_state(seed) {}
    double next() {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        x ^= x >> 31;
        return (static_cast<double>(x >> 12) + 0.5) * 0x1p-52;
    }

private:
    std::uint64_t m_state;
};

/// Four a factor of two, from 1 ms to 10 s.
inline std::vector<double> serviceBounds() {
    std::vector<double> bounds;
    for (int i = 0; i <= 53; ++i) bounds.push_back(1e-3 * std::exp2(i / 4.0));
    return bounds;
}

inline BinnedTimes noTimes() {
    BinnedTimes times = binned({}, serviceBounds());
    return times;
}

inline void add(BinnedTimes& times, double time) {
    const auto above = std::upper_bound(times.edges.begin(), times.edges.end(), time);
    ++times.counts[static_cast<std::size_t>(above - times.edges.begin()) - 1];
    ++times.count;
    times.sum += time;
}

/// So many draws.
inline BinnedTimes drawn(const model::Distribution& distribution, int count, std::uint64_t seed = 1) {
    Chance chance(seed);
    BinnedTimes times = noTimes();
    for (int i = 0; i < count; ++i) add(times, distribution.quantile(chance.next()));
    return times;
}

}  // namespace headroom::calibration
