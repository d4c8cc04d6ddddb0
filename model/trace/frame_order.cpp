#include "model/trace/frame_order.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace headroom::trace {
namespace {

/// Whether each entry lies behind the one before it; equal ones do not.
template <class Entries>
bool ascends(const Entries& entries) {
    return std::adjacent_find(entries.begin(), entries.end(),
                              [](const auto& a, const auto& b) { return !(a.first < b.first); }) == entries.end();
}

template <class Entries>
void sortBySeries(Entries& entries) {
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (!ascends(entries)) throw std::logic_error("a frame holds a series twice");
}

}  // namespace

const Frame& inSeriesOrder(const Frame& frame, Frame& scratch) {
    if (ascends(frame.values) && ascends(frame.sketches)) return frame;
    scratch = frame;
    sortBySeries(scratch.values);
    sortBySeries(scratch.sketches);
    return scratch;
}

Frame combined(const Frame& earlier, const Frame& later) {
    std::map<SeriesIndex, double> values(earlier.values.begin(), earlier.values.end());
    for (const auto& [series, value] : later.values) values[series] = value;
    std::map<SeriesIndex, LatencySketch> sketches(earlier.sketches.begin(), earlier.sketches.end());
    for (const auto& [series, sketch] : later.sketches) sketches[series].merge(sketch);
    Frame both{later.number, later.time, {values.begin(), values.end()}, {}};
    for (auto& [series, sketch] : sketches) both.sketches.emplace_back(series, std::move(sketch));
    return both;
}

}  // namespace headroom::trace
