#include "model/trace/frame_order.h"

#include <algorithm>
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

}  // namespace headroom::trace
