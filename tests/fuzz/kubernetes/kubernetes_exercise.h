#pragma once

#include <string>

namespace headroom {

/// Takes a text as a list and as the lines of a watch of each kind, and puts what it says into the state of a cluster and into a
/// trace. Returns what must hold and doesn't; empty when all is well.
std::string exerciseKubernetes(const std::string& text);

}  // namespace headroom
