#pragma once
// A snapshot as a JSON document that may be part of another. Internal to the connectors: names nlohmann's library.

#include <nlohmann/json_fwd.hpp>

#include "connectors/kubernetes/snapshot.h"

namespace headroom::connectors::kubernetes {

/// The fields of docs/live.md; unknown is null.
nlohmann::ordered_json documentOf(const Snapshot& snapshot);

}  // namespace headroom::connectors::kubernetes
