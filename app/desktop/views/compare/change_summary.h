#pragma once

#include "app/desktop/views/compare/comparison.h"

namespace headroom::views {

/// The comparison in a sentence: "B loses 3.0 % throughput; audit's lag grows 12 k records/s".
QString summaryOf(const Comparison& comparison, const trace::MemoryTrace& a, const trace::MemoryTrace& b);
/// "+3.1 %", "−40 %"; empty where one side is 0.
QString percentText(const Change& change);

}  // namespace headroom::views
