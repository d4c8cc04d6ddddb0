#include "sim/random/stream.h"

// The "purec" functions without "fma" in their name: plain C arithmetic, so the same bits on every processor.
#include <sleef.h>

#include <algorithm>
#include <cmath>

namespace headroom::sim {

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

std::uint64_t splitmix(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double logarithm(double x) {
    return Sleef_cinz_logd1_u10purec(x);
}
double exponentialOf(double x) {
    return Sleef_cinz_expd1_u10purec(x);
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view name) : m_ziggurat(&ziggurat()) {
    std::uint64_t expander = seed;
    expander = splitmix(expander) ^ fnv1a(name);
    for (std::uint64_t& word : m_state) word = splitmix(expander);
}

std::uint64_t RandomStream::below(std::uint64_t n) {
    Wide product = static_cast<Wide>(bits()) * n;
    if (static_cast<std::uint64_t>(product) < n) {
        const std::uint64_t unfair = (0 - n) % n;
        while (static_cast<std::uint64_t>(product) < unfair) product = static_cast<Wide>(bits()) * n;
    }
    return static_cast<std::uint64_t>(product >> 64);
}

const RandomStream::Ziggurat& RandomStream::ziggurat() {
    static const Ziggurat table = [] {
        // Start of the tail and area of a layer for 256 layers: they solve height[256] = 1.
        constexpr double tail = 7.69711747013104972;
        constexpr double area = 0.0039496598225815571993;
        Ziggurat z;
        z.edge[0] = area / exponentialOf(-tail);  // the lowest layer's box includes the tail's area
        z.height[0] = 0;
        z.edge[1] = tail;
        z.height[1] = exponentialOf(-tail);
        for (std::size_t i = 2; i < 256; ++i) {
            z.height[i] = z.height[i - 1] + area / z.edge[i - 1];
            z.edge[i] = -logarithm(z.height[i]);
        }
        z.edge[256] = 0;
        z.height[256] = 1;
        return z;
    }();
    return table;
}

double RandomStream::exponentialAt(std::size_t layer, double x) {
    // The tail beyond the lowest layer is an exponential again.
    if (layer == 0) return m_ziggurat->edge[1] - logarithm(positiveUniform());
    const double low = m_ziggurat->height[layer];
    const double y = low + uniform() * (m_ziggurat->height[layer + 1] - low);
    return y < exponentialOf(-x) ? x : exponential(1);
}

double RandomStream::normal() {
    // Marsaglia's polar method; the second variate is dropped, so that a stream's state is its generator's alone.
    for (;;) {
        const double x = 2 * uniform() - 1;
        const double y = 2 * uniform() - 1;
        const double s = x * x + y * y;
        if (s < 1 && s > 0) return x * std::sqrt(-2 * logarithm(s) / s);
    }
}

double RandomStream::gamma(double shape, double scale) {
    if (shape < 1) {
        const double boost = exponentialOf(-exponential(1) / shape);
        return gamma(shape + 1, scale) * boost;
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        const double u = positiveUniform();
        if (u < 1 - 0.0331 * x * x * x * x) return d * v * scale;
        if (logarithm(u) < 0.5 * x * x + d * (1 - v + logarithm(v))) return d * v * scale;
    }
}

double RandomStream::draw(const model::Distribution& distribution) {
    using Kind = model::Distribution::Kind;
    const double mean = distribution.mean;
    const double shape = distribution.shape;
    switch (distribution.kind) {
        case Kind::Constant: return mean;
        case Kind::Exponential: return exponential(mean);
        case Kind::Lognormal: return mean * exponentialOf(shape * normal() - shape * shape / 2);
        case Kind::Gamma: return gamma(shape, mean / shape);
        case Kind::Pareto: return mean * (shape - 1) / shape * exponentialOf(exponential(1) / shape);
        case Kind::Uniform: return std::max(0.0, mean + shape * (2 * uniform() - 1));
        case Kind::Empirical:
            return distribution.samples.empty() ? mean : distribution.samples[below(distribution.samples.size())];
    }
    return mean;
}

std::int64_t RandomStream::drawNanoseconds(const model::Distribution& distribution) {
    // Half of the clock's range, so that an instant plus a draw can't overflow.
    constexpr double longest = 0x1p62;
    const double ns = draw(distribution) * 1e9;
    return ns < longest ? static_cast<std::int64_t>(ns + 0.5) : static_cast<std::int64_t>(longest);
}

}  // namespace headroom::sim
