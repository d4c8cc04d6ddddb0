#include "connectors/prometheus/histogram.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace headroom::connectors::prometheus {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
/// In how many places at most the observations of a bucket are spread.
constexpr std::uint64_t mostSlices = 128;
/// A sketch counts nanoseconds in 63 bits; nobody waits for a century.
constexpr double longest = 3.15e18;
constexpr double mostObservations = 9e15;  // times slices, still 64 bits

/// Ascending, each bound once, no count below the one before.
void repair(std::vector<Bucket>& buckets) {
    std::ranges::stable_sort(buckets, {}, &Bucket::upperBound);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[kept].upperBound)
            buckets[kept].count += buckets[i].count;
        else
            buckets[++kept] = buckets[i];
    }
    if (!buckets.empty()) buckets.resize(kept + 1);
    for (std::size_t i = 1; i < buckets.size(); ++i) buckets[i].count = std::max(buckets[i].count, buckets[i - 1].count);
}

bool hasSameBounds(const Histogram& a, const Histogram& b) {
    return std::ranges::equal(a.buckets, b.buckets, {}, &Bucket::upperBound, &Bucket::upperBound);
}

bool hasShrunk(const Histogram& before, const Histogram& now) {
    for (std::size_t i = 0; i < now.buckets.size(); ++i)
        if (now.buckets[i].count < before.buckets[i].count) return true;
    return false;
}

/// So many observations evenly between two values; all at the one if both are the same.
void spread(trace::LatencySketch& sketch, double low, double high, std::uint64_t count) {
    const std::uint64_t slices = high > low ? std::min(count, mostSlices) : std::min<std::uint64_t>(count, 1);
    for (std::uint64_t i = 0; i < slices; ++i) {
        const double middle = low + (high - low) * (static_cast<double>(i) + 0.5) / static_cast<double>(slices);
        sketch.add(std::llround(middle), count * (i + 1) / slices - count * i / slices);
    }
}

}  // namespace

std::optional<double> Histogram::count() const {
    if (buckets.empty() || buckets.back().upperBound != infinity || std::isnan(buckets.back().count)) return std::nullopt;
    return buckets.back().count;
}

double histogramQuantile(double q, std::vector<Bucket> buckets) {
    if (std::isnan(q)) return unknown;
    if (q < 0) return -infinity;
    if (q > 1) return infinity;
    std::erase_if(buckets, [](const Bucket& bucket) { return std::isnan(bucket.upperBound); });
    repair(buckets);
    if (buckets.size() < 2 || buckets.back().upperBound != infinity) return unknown;
    const double all = buckets.back().count;
    if (all == 0 || std::isnan(all)) return unknown;
    const double rank = q * all;
    const auto last = buckets.end() - 1;
    const auto bucket = std::find_if(buckets.begin(), last, [&](const Bucket& b) { return b.count >= rank; });
    if (bucket == last) return std::prev(last)->upperBound;
    if (bucket == buckets.begin() && bucket->upperBound <= 0) return bucket->upperBound;
    const Bucket below = bucket == buckets.begin() ? Bucket{0, 0} : *std::prev(bucket);
    return below.upperBound + (bucket->upperBound - below.upperBound) * ((rank - below.count) / (bucket->count - below.count));
}

Histogram growth(const Histogram& before, const Histogram& now) {
    if (!hasSameBounds(before, now) || hasShrunk(before, now)) return now;
    Histogram grown = now;
    for (std::size_t i = 0; i < grown.buckets.size(); ++i) grown.buckets[i].count -= before.buckets[i].count;
    grown.sum = now.sum && before.sum ? std::optional(*now.sum - *before.sum) : std::nullopt;
    return grown;
}

Histogram added(const Histogram& a, const Histogram& b) {
    if (a.buckets.empty()) return b;
    if (b.buckets.empty()) return a;
    Histogram both;
    auto other = b.buckets.begin();
    for (const Bucket& bucket : a.buckets) {
        while (other != b.buckets.end() && other->upperBound < bucket.upperBound) ++other;
        if (other != b.buckets.end() && other->upperBound == bucket.upperBound)
            both.buckets.push_back({bucket.upperBound, bucket.count + other->count});
    }
    if (a.sum && b.sum) both.sum = *a.sum + *b.sum;
    return both;
}

trace::LatencySketch toSketch(const Histogram& interval, double nanoseconds) {
    std::vector<Bucket> buckets = interval.buckets;
    std::erase_if(buckets, [](const Bucket& bucket) { return std::isnan(bucket.upperBound) || std::isnan(bucket.count); });
    repair(buckets);
    trace::LatencySketch sketch;
    if (buckets.empty() || buckets.front().upperBound == infinity) return sketch;
    double low = 0;
    std::uint64_t below = 0;
    for (const Bucket& bucket : buckets) {
        // What lies beyond the highest bound is at least there.
        const double high = bucket.upperBound == infinity ? low : std::clamp(bucket.upperBound * nanoseconds, low, longest);
        const auto upTo = static_cast<std::uint64_t>(std::llround(std::clamp(bucket.count, 0.0, mostObservations)));
        spread(sketch, low, high, upTo - std::min(below, upTo));
        low = high;
        below = std::max(below, upTo);
    }
    if (sketch.empty() || !interval.sum || !(*interval.sum >= 0) || !(*interval.sum * nanoseconds < infinity)) return sketch;
    return trace::LatencySketch::fromBuckets(sketch.buckets(), *interval.sum * nanoseconds, sketch.min(), sketch.max());
}

}  // namespace headroom::connectors::prometheus
