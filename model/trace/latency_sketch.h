#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom::trace {

/// A mergeable quantile sketch of non-negative integers (nanoseconds) with bounded memory.
///
/// Log-linear buckets: values below 256 are exact; above, each power of two is cut into 128 buckets, so a
/// quantile's relative error is at most 1/256 (0.4 %). Source of the layout: HdrHistogram (Gil Tene).
/// Count, sum, minimum and maximum are exact. Merging is exact: merge(A, B) equals the sketch of all of A and B.
class LatencySketch {
public:
    static constexpr int subBucketBits = 7;

    /// Adds `count` observations of `value`; negative values are a broken invariant and count as 0.
    void add(std::int64_t value, std::uint64_t count = 1) {
        const std::uint64_t v = value < 0 ? 0 : static_cast<std::uint64_t>(value);
        const std::uint32_t bucket = bucketOf(v);
        if (bucket >= m_counts.size()) grow(bucket);
        m_counts[bucket] += count;
        if (m_count == 0 || value < m_min) m_min = value;
        if (m_count == 0 || value > m_max) m_max = value;
        if (bucket < m_lowest) m_lowest = bucket;
        m_count += count;
        m_sum += static_cast<double>(v) * static_cast<double>(count);
    }

    /// Adds `count` observations; the same sketch as adding them one by one, as long as their sum is below 2^53.
    void addAll(const std::int64_t* values, std::size_t count);

    void merge(const LatencySketch& other);
    void clear();

    bool empty() const { return m_count == 0; }
    std::uint64_t count() const { return m_count; }
    double sum() const { return m_sum; }
    double mean() const { return m_count == 0 ? 0 : m_sum / static_cast<double>(m_count); }
    std::int64_t min() const { return m_min; }
    std::int64_t max() const { return m_max; }
    /// The smallest bucket's midpoint with at least p of all observations at or below it, clamped to [min, max];
    /// p in [0, 1]; 0 when empty.
    double quantile(double p) const;

    /// The filled buckets in ascending order, for serialisation.
    std::vector<std::pair<std::uint32_t, std::uint64_t>> buckets() const;
    static LatencySketch fromBuckets(const std::vector<std::pair<std::uint32_t, std::uint64_t>>& buckets, double sum,
                                     std::int64_t min, std::int64_t max);

    static std::uint32_t bucketOf(std::uint64_t value) {
        if (value < (1U << (subBucketBits + 1))) return static_cast<std::uint32_t>(value);
        const int shift = 63 - std::countl_zero(value) - subBucketBits;
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(shift) << subBucketBits) + (value >> shift));
    }
    /// The smallest value that falls into the bucket.
    static std::uint64_t lowerBound(std::uint32_t bucket);

    bool operator==(const LatencySketch& other) const;

private:
    void grow(std::uint32_t bucket);

    std::vector<std::uint64_t> m_counts;
    std::uint32_t m_lowest = ~0U;
    std::uint64_t m_count = 0;
    double m_sum = 0;
    std::int64_t m_min = 0;
    std::int64_t m_max = 0;
};

}  // namespace headroom::trace
