#include "model/trace/latency_sketch.h"

#include <algorithm>
#include <cmath>

namespace headroom::trace {

void LatencySketch::grow(std::uint32_t bucket) {
    m_counts.resize(std::max<std::size_t>(bucket + 1, m_counts.size() * 2), 0);
}

void LatencySketch::addAll(const std::int64_t* values, std::size_t count) {
    if (count == 0) return;
    std::int64_t least = values[0];
    std::int64_t most = values[0];
    for (std::size_t i = 1; i < count; ++i) {
        least = std::min(least, values[i]);
        most = std::max(most, values[i]);
    }
    const std::uint32_t highest = bucketOf(static_cast<std::uint64_t>(std::max<std::int64_t>(most, 0)));
    if (highest >= m_counts.size()) grow(highest);
    std::uint64_t* const counts = m_counts.data();
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t value = values[i] < 0 ? 0 : static_cast<std::uint64_t>(values[i]);
        ++counts[bucketOf(value)];
        sum += static_cast<double>(value);
    }
    if (m_count == 0 || least < m_min) m_min = least;
    if (m_count == 0 || most > m_max) m_max = most;
    m_lowest = std::min(m_lowest, bucketOf(static_cast<std::uint64_t>(std::max<std::int64_t>(least, 0))));
    m_count += count;
    m_sum += sum;
}

void LatencySketch::merge(const LatencySketch& other) {
    if (other.m_count == 0) return;
    if (other.m_counts.size() > m_counts.size()) m_counts.resize(other.m_counts.size(), 0);
    for (std::size_t i = other.m_lowest; i < other.m_counts.size(); ++i) m_counts[i] += other.m_counts[i];
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = m_count == 0 ? other.m_max : std::max(m_max, other.m_max);
    m_lowest = std::min(m_lowest, other.m_lowest);
    m_count += other.m_count;
    m_sum += other.m_sum;
}

void LatencySketch::clear() {
    if (m_count != 0) {
        const std::uint32_t highest = bucketOf(static_cast<std::uint64_t>(std::max<std::int64_t>(m_max, 0)));
        std::fill(m_counts.begin() + m_lowest, m_counts.begin() + highest + 1, 0);
    }
    m_lowest = ~0U;
    m_count = 0;
    m_sum = 0;
    m_min = 0;
    m_max = 0;
}

std::uint64_t LatencySketch::lowerBound(std::uint32_t bucket) {
    if (bucket < (2U << subBucketBits)) return bucket;
    const std::uint32_t shift = (bucket >> subBucketBits) - 1;
    const std::uint64_t mantissa = (bucket & ((1U << subBucketBits) - 1)) | (1U << subBucketBits);
    return mantissa << shift;
}

double LatencySketch::quantile(double p) const {
    if (m_count == 0) return 0;
    const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(p * static_cast<double>(m_count))));
    std::uint64_t seen = 0;
    for (std::uint32_t i = m_lowest; i < m_counts.size(); ++i) {
        seen += m_counts[i];
        if (seen >= rank) {
            const double middle = (static_cast<double>(lowerBound(i)) + static_cast<double>(lowerBound(i + 1) - 1)) / 2;
            return std::clamp(middle, static_cast<double>(m_min), static_cast<double>(m_max));
        }
    }
    return static_cast<double>(m_max);
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> LatencySketch::buckets() const {
    std::vector<std::pair<std::uint32_t, std::uint64_t>> filled;
    for (std::uint32_t i = m_count == 0 ? 0 : m_lowest; m_count != 0 && i < m_counts.size(); ++i)
        if (m_counts[i] != 0) filled.emplace_back(i, m_counts[i]);
    return filled;
}

LatencySketch LatencySketch::fromBuckets(const std::vector<std::pair<std::uint32_t, std::uint64_t>>& buckets, double sum,
                                         std::int64_t min, std::int64_t max) {
    LatencySketch sketch;
    for (const auto& [bucket, count] : buckets) {
        if (bucket >= sketch.m_counts.size()) sketch.grow(bucket);
        sketch.m_counts[bucket] += count;
        sketch.m_lowest = std::min(sketch.m_lowest, bucket);
        sketch.m_count += count;
    }
    sketch.m_sum = sum;
    sketch.m_min = min;
    sketch.m_max = max;
    return sketch;
}

bool LatencySketch::operator==(const LatencySketch& other) const {
    return m_count == other.m_count && m_sum == other.m_sum && m_min == other.m_min && m_max == other.m_max &&
           buckets() == other.buckets();
}

}  // namespace headroom::trace
