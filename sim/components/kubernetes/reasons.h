#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/rules/reason.h"
#include "model/trace/trace.h"

namespace headroom::sim {

/// A rule's reason as the trace keeps it.
inline trace::Reason traceReason(const rules::Reason& reason) {
    trace::Reason result{reason.rule, {}, reason.result, reason.sentence, reason.source};
    for (const rules::ReasonValue& input : reason.inputs) result.inputs.push_back({input.name, input.value, input.unit});
    return result;
}

/// An event whose summary is its reason's sentence.
inline trace::Event eventOf(std::string kind, std::string element, trace::Reason reason, std::string severity = "info") {
    trace::Event event;
    event.kind = std::move(kind);
    event.element = std::move(element);
    event.severity = std::move(severity);
    event.summary = reason.sentence;
    event.reason = std::move(reason);
    return event;
}

}  // namespace headroom::sim
