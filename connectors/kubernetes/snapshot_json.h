#pragma once

#include <string>

#include "connectors/kubernetes/snapshot.h"

namespace headroom::connectors::kubernetes {

/// A JSON document, indented, with a line end: {"kubernetes": …}.
std::string toJson(const Snapshot& snapshot);

}  // namespace headroom::connectors::kubernetes
