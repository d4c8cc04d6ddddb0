#pragma once

#include <string>

namespace headroom {

/// Reads a text as an answer of a Prometheus server and takes its samples. Returns what must hold and doesn't; empty when all is
/// well.
std::string exerciseQueryAnswer(const std::string& json);

}  // namespace headroom
