#pragma once

#include <string>

#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// The snapshot as one indented JSON document with a line end; unknown is null. docs/live.md gives the fields.
std::string toJson(const Snapshot& snapshot);

}  // namespace headroom::connectors::kafka
