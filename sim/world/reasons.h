#pragma once

#include "model/rules/reason.h"
#include "model/trace/trace.h"

namespace headroom::sim {

/// The trace's form of a rule's reason.
inline trace::Reason toTrace(const rules::Reason& reason) {
    trace::Reason told{reason.rule, {}, reason.result, reason.sentence, reason.source};
    for (const rules::ReasonValue& input : reason.inputs) told.inputs.push_back({input.name, input.value, input.unit});
    return told;
}

}  // namespace headroom::sim
