#pragma once

#include <string>

namespace headroom {

/// Reads a text as an exposition in both formats and measures it by the built-in mapping. Returns what must hold and doesn't;
/// empty when all is well.
std::string exerciseExposition(const std::string& text);

}  // namespace headroom
