#pragma once
// A snapshot as a JSON document that may be added to. Internal to the connectors: names nlohmann's library.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// The fields of docs/live.md; unknown is null.
nlohmann::ordered_json documentOf(const Snapshot& snapshot);
/// Indented, with a line end.
std::string textOf(const nlohmann::ordered_json& document);

}  // namespace headroom::connectors::kafka
