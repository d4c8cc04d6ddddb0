#include "sim/random/key_draw.h"

#include <algorithm>

#include "sim/random/elementary.h"

namespace headroom::sim {

KeyDraw::KeyDraw(const model::KeySpec& spec) : m_cardinality(std::max<std::int64_t>(1, spec.cardinality)) {
    if (spec.kind != model::KeySpec::Kind::Zipf) return;
    m_cumulative.reserve(static_cast<std::size_t>(m_cardinality));
    double sum = 0;
    for (std::int64_t rank = 1; rank <= m_cardinality; ++rank) {
        sum += power(static_cast<double>(rank), -spec.exponent);
        m_cumulative.push_back(sum);
    }
    for (double& value : m_cumulative) value /= sum;
}

std::int64_t KeyDraw::draw(RandomStream& random) const {
    if (m_cumulative.empty()) return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(m_cardinality)));
    const auto found = std::lower_bound(m_cumulative.begin(), m_cumulative.end(), random.uniform());
    return std::min<std::int64_t>(m_cardinality - 1, found - m_cumulative.begin());
}

}  // namespace headroom::sim
