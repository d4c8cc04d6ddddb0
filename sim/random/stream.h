#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "model/scenario/distribution.h"

namespace headroom::sim {

/// A random stream of one component: seeded from the scenario seed and the component's name, so that adding a
/// component changes no other's draws. Same numbers on every platform and compiler (integer generator xoshiro256++,
/// logarithms and exponentials from libsleef's pure-C scalar functions).
class RandomStream {
public:
    /// Expands the seed and the name's FNV-1a hash with splitmix64, as the generator's authors recommend.
    RandomStream(std::uint64_t seed, std::string_view name);

    /// The next 64 bits of xoshiro256++ (Blackman and Vigna).
    std::uint64_t bits() {
        const std::uint64_t result = std::rotl(m_state[0] + m_state[3], 23) + m_state[0];
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }
    /// Uniform in [0, 1), 53 bits.
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    /// Uniform in [0, n), unbiased; n > 0. Lemire's multiplication with rejection.
    std::uint64_t below(std::uint64_t n);
    /// Marsaglia and Tsang's ziggurat with 256 layers.
    double exponential(double mean) {
        const std::uint64_t word = bits();
        const auto layer = static_cast<std::size_t>(word & 255);
        const double x = static_cast<double>(word >> 11) * 0x1p-53 * m_ziggurat->edge[layer];
        return x < m_ziggurat->edge[layer + 1] ? mean * x : mean * exponentialAt(layer, x);
    }
    /// Standard normal.
    double normal();
    /// Marsaglia and Tsang's squeeze; shape > 0, below 1 by the power of a uniform.
    double gamma(double shape, double scale);
    bool chance(double probability) { return uniform() < probability; }
    /// A draw in the distribution's own unit (seconds or bytes), never negative.
    double draw(const model::Distribution& distribution);
    /// A draw of a time, in whole nanoseconds, rounded; at most about 146 years.
    std::int64_t drawNanoseconds(const model::Distribution& distribution);

private:
    /// Uniform in (0, 1]: a logarithm of it is finite.
    double positiveUniform() { return static_cast<double>((bits() >> 11) + 1) * 0x1p-53; }

    /// Layers of equal area under exp(-x): layer i reaches from 0 to edge[i], its upper end lies at height[i + 1].
    struct Ziggurat {
        double edge[257];
        double height[257];
    };
    static const Ziggurat& ziggurat();
    /// The ziggurat's rare cases: the rim of a layer and the tail.
    double exponentialAt(std::size_t layer, double x);

    std::uint64_t m_state[4];
    const Ziggurat* m_ziggurat;
};

}  // namespace headroom::sim
