#pragma once
// What the fuzzer does to one input; the unit test replays its findings through the same function.

#include <string>

namespace headroom::model {

/// Parses the input, checks every node's place, and tries edits at the paths it finds. Empty if all promises hold, else the
/// broken one.
std::string exerciseText(const std::string& input);

}  // namespace headroom::model
