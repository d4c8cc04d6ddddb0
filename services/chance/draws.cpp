#include "services/chance/draws.h"

#include <algorithm>
#include <cmath>

namespace headroom::services {

namespace {

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

/// One step of splitmix64: a bijection in which every bit of the input moves about half of the output's.
std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

Draws::Draws(std::uint64_t seed, std::string_view component) : m_key(mix(mix(seed) ^ fnv1a(component))) {}

std::uint64_t Draws::bits(std::uint64_t id, std::uint64_t step) const {
    return mix(mix(m_key ^ id) ^ step);
}

double Draws::uniform(std::uint64_t id, std::uint64_t step) const {
    return (static_cast<double>(bits(id, step) >> 12) + 0.5) * 0x1p-52;
}

double Draws::value(const model::Distribution& distribution, std::uint64_t id, std::uint64_t step) const {
    if (distribution.isZero()) return 0;
    const double u = uniform(id, step);
    if (distribution.kind != model::Distribution::Kind::Empirical || distribution.samples.empty())
        return distribution.quantile(u);
    // Its quantile function would order the samples anew for every draw.
    const auto count = static_cast<double>(distribution.samples.size());
    return distribution.samples[static_cast<std::size_t>(u * count)];
}

std::chrono::nanoseconds Draws::time(const model::Distribution& seconds, std::uint64_t id, std::uint64_t step) const {
    constexpr double century = 100.0 * 365 * 86400;
    const double drawn = std::min(value(seconds, id, step), century);
    return std::chrono::nanoseconds(std::llround(drawn * 1e9));
}

}  // namespace headroom::services
