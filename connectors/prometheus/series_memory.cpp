#include "connectors/prometheus/series_memory.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headroom::connectors::prometheus {
namespace {

/// A series that a source hasn't shown for so many looks is forgotten.
constexpr std::uint64_t patience = 600;

/// Whether this can be a count of something.
bool isCount(double value) {
    return std::isfinite(value) && value >= 0;
}

bool isKnown(const Histogram& histogram) {
    if (histogram.buckets.empty()) return histogram.sum && isCount(*histogram.sum);
    return std::ranges::all_of(histogram.buckets, isCount, &Bucket::count);
}

/// What has come in; a counter is a histogram that only has a sum.
Histogram difference(const Histogram& before, const Histogram& now) {
    if (!now.buckets.empty()) return growth(before, now);
    const bool hasShrunk = !before.sum || *now.sum < *before.sum;
    return {{}, hasShrunk ? *now.sum : *now.sum - *before.sum};
}

}  // namespace

void SeriesMemory::begin(const std::string& source, double time, bool isWhole) {
    Source& its = m_sources[source];
    its.before = its.looks == 0 ? std::nullopt : std::optional(its.now);
    its.now = time;
    its.isWhole = isWhole;
    ++its.looks;
    m_current = source;
    if (its.looks % patience == 0) forget(source, its.looks);
}

void SeriesMemory::forget(const std::string& source, std::uint64_t look) {
    auto at = m_series.lower_bound({source, ""});
    while (at != m_series.end() && at->first.first == source)
        at = at->second.look + patience < look ? m_series.erase(at) : std::next(at);
}

std::optional<Growth> SeriesMemory::grown(const std::string& series, double time, double now) {
    return grown(series, time, Histogram{{}, now});
}

std::optional<Growth> SeriesMemory::grown(const std::string& series, double time, const Histogram& now) {
    if (!isKnown(now)) return std::nullopt;
    const Source& source = m_sources.at(m_current);
    const auto [place, isFirst] = m_series.try_emplace({m_current, series});
    Series& known = place->second;
    known.look = source.looks;
    if (isFirst) {
        known.value = now;
        known.time = time;
        // A time of the series' own is by another clock.
        if (source.isWhole && source.before && time == source.now && *source.before < time)
            known.last = Growth{difference(Histogram{{}, 0}, now), time - *source.before, true};
        return known.last;
    }
    if (time <= known.time) {
        if (known.last) known.last->isNew = false;
        return known.last;
    }
    known.last = Growth{difference(known.value, now), time - known.time, true};
    known.value = now;
    known.time = time;
    return known.last;
}

}  // namespace headroom::connectors::prometheus
