#pragma once

#include <string>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::connectors::kubernetes {

/// Something that happened to an object; the element and the time are left to who knows them.
struct Change {
    std::string kind;  ///< of the event
    std::string severity;
    trace::Reason reason;
};

/// The event that tells of a change.
trace::Event eventOf(Change change, std::string element, trace::Instant now);

}  // namespace headroom::connectors::kubernetes
