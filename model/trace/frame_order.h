#pragma once

#include "model/trace/trace.h"

namespace headroom::trace {

/// Returns `frame` when its values and sketches ascend by series, else a sorted copy kept in `scratch`, so that every
/// form of a trace holds a frame in the same order. A series given twice is a broken invariant (std::logic_error).
const Frame& inSeriesOrder(const Frame& frame, Frame& scratch);

}  // namespace headroom::trace
