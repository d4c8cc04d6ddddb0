#include "model/trace/sketch_codec.h"

#include <algorithm>
#include <limits>

namespace headroom::trace {
namespace {

void appendVarint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>((value & 0x7FU) | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

/// Takes one LEB128 number off the front; nothing when the text ends within it or it exceeds 64 bits.
std::optional<std::uint64_t> takeVarint(std::string_view& text) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !text.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(text.front());
        text.remove_prefix(1);
        if (shift == 63 && byte > 1) return std::nullopt;
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

std::uint32_t bucketOfExtreme(std::int64_t value) {
    return LatencySketch::bucketOf(static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0)));
}

/// Ascending, filled, and with a sum of counts that fits.
bool isPlausible(const SketchBuckets& buckets) {
    std::uint64_t room = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const auto& [bucket, count] = buckets[i];
        if ((i != 0 && bucket <= buckets[i - 1].first) || count == 0 || count > room) return false;
        room -= count;
    }
    return true;
}

}  // namespace

PackedSketch pack(const LatencySketch& sketch) {
    PackedSketch packed{sketch.count(), sketch.sum(), sketch.min(), sketch.max(), {}};
    std::uint32_t before = 0;
    for (const auto& [bucket, count] : sketch.buckets()) {
        appendVarint(packed.buckets, bucket - before);
        appendVarint(packed.buckets, count);
        before = bucket;
    }
    return packed;
}

std::optional<SketchBuckets> findBuckets(std::string_view packed) {
    SketchBuckets buckets;
    std::uint64_t bucket = 0;
    while (!packed.empty()) {
        const auto distance = takeVarint(packed);
        const auto count = takeVarint(packed);
        if (!distance || !count || *distance > std::numeric_limits<std::uint32_t>::max() - bucket) return std::nullopt;
        bucket += *distance;
        buckets.emplace_back(static_cast<std::uint32_t>(bucket), *count);
    }
    return buckets;
}

std::optional<LatencySketch> checkedSketch(const SketchBuckets& buckets, double sum, std::int64_t min, std::int64_t max) {
    if (buckets.empty()) return sum == 0 && min == 0 && max == 0 ? std::optional(LatencySketch{}) : std::nullopt;
    if (!isPlausible(buckets) || min > max) return std::nullopt;
    if (buckets.front().first != bucketOfExtreme(min) || buckets.back().first != bucketOfExtreme(max)) return std::nullopt;
    return LatencySketch::fromBuckets(buckets, sum, min, max);
}

std::optional<LatencySketch> unpack(const PackedSketch& packed) {
    const auto buckets = findBuckets(packed.buckets);
    return buckets ? checkedSketch(*buckets, packed.sum, packed.min, packed.max) : std::nullopt;
}

}  // namespace headroom::trace
