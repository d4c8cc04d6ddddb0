#pragma once

#include <QString>
#include <vector>

#include "app/desktop/views/charts/decimation.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// While a fault lasted; without a length where it was over at once.
struct FaultSpan {
    TimeSpan span;
    QString element;
    QString label;  ///< "store/ledger fails 70 % of its requests for 30 s"
};

/// The faults of a trace, by their beginning. One that hasn't ended yet lasts until the newest frame.
std::vector<FaultSpan> faultSpans(const trace::MemoryTrace& trace);

}  // namespace headroom::views
