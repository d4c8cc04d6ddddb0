#pragma once

#include <QtGlobal>
#include <cstdint>
#include <random>

namespace headroom::gui {

/// Where everything a robot chooses comes from: the same seed, the same choices.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}

    /// From 0 to limit - 1; 0 for an empty range. The same with every standard library, unlike a distribution.
    int below(qsizetype limit) {
        const std::uint64_t drawn = m_engine();
        return limit <= 0 ? 0 : static_cast<int>(drawn % static_cast<std::uint64_t>(limit));
    }
    /// Both included.
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(int percent) { return below(100) < percent; }
    /// One of a container that isn't empty.
    template <typename T>
    auto pick(const T& several) {
        return several[static_cast<decltype(several.size())>(below(static_cast<qsizetype>(several.size())))];
    }

private:
    std::mt19937_64 m_engine;
};

}  // namespace headroom::gui
