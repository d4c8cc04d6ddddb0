#pragma once

#include <string>

#include "model/trace/trace.h"

namespace headroom::connectors::kafka {

/// Something that holds of a cluster at a look, until a look at which it doesn't: told when it begins, when its severity
/// or result changes, and when it ends.
struct Finding {
    std::string key;       ///< what makes it the same at the next look
    trace::Event event;    ///< that tells of it; time and sequence are left to who writes it
    std::string goneKind;  ///< of the event that tells of its end
};

}  // namespace headroom::connectors::kafka
