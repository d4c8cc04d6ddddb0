#pragma once

#include <vector>

#include "connectors/kubernetes/change.h"
#include "connectors/kubernetes/objects.h"

namespace headroom::connectors::kubernetes {

/// What happened to a pod between two looks at it, in the order it must have happened in. Null before: it is new. `shown` is what
/// it is called.
std::vector<Change> changesOf(const Pod* before, const Pod& after, const std::string& shown);

/// What the end of a pod is, told when it is no longer there; nothing where it was told before. `isWitnessed`: nothing can have
/// happened to it between the last look and its end.
std::vector<Change> changesAtEnd(const Pod& last, const std::string& shown, bool isWitnessed);

/// How many restarts came between two looks.
int restartsBetween(const Pod* before, const Pod& after);

}  // namespace headroom::connectors::kubernetes
