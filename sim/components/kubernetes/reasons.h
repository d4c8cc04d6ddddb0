#pragma once

#include <string>
#include <utility>

#include "model/trace/trace.h"
#include "sim/world/reasons.h"

namespace headroom::sim {

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
