#pragma once

#include <string>

namespace headroom::model {

/// Reads a text as a scenario, with each of its first variants and with drawn guesses; says which promise of the reader broke,
/// or nothing.
std::string exerciseScenario(const std::string& text);

}  // namespace headroom::model
