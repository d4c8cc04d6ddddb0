#pragma once

#include <string>
#include <string_view>

#include "connectors/kafka/snapshot.h"
#include "model/diagnostics.h"

namespace headroom::connectors::kafka {

/// What pasted text says of groups, and what of it can't be understood.
struct DescribedGroups {
    Snapshot snapshot;  ///< groups only
    model::Diagnostics diagnostics;
};

/// Reads the output of kafka-consumer-groups --describe, of one group or several, of any version, with what a terminal has
/// around it: prompts, blank lines, log lines. Whatever else isn't understood is an error with its place.
DescribedGroups readDescribedGroups(std::string_view text, const std::string& file);

}  // namespace headroom::connectors::kafka
