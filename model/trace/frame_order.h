#pragma once
// Frames as sequences: their order within, and leaving some out.

#include "model/trace/trace.h"

namespace headroom::trace {

/// Returns `frame` when its values and sketches ascend by series, else a sorted copy kept in `scratch`, so that every
/// form of a trace holds a frame in the same order. A series given twice is a broken invariant (std::logic_error).
const Frame& inSeriesOrder(const Frame& frame, Frame& scratch);

/// The frame that takes the place of two successive ones when the earlier is left out of a viewer's stream: the later
/// number and time, the latest value of each series in either, and the merged sketches.
Frame combined(const Frame& earlier, const Frame& later);

}  // namespace headroom::trace
