#pragma once

#include <string>

#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// Moves an item ("faults[2]") of a list by so many places, its lines and comments with it, as one step. False when there is no
/// such place.
bool moveItem(ScenarioDocument& document, const std::string& itemPath, int by);

}  // namespace headroom::views
