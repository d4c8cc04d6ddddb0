#pragma once

#include <vector>

#include "app/desktop/views/compare/comparison.h"

namespace headroom::views {

/// What the two runs are: scenario, variant, seed, settings that differ, runtime, outcome, wall time.
std::vector<IdentityRow> identityOf(const trace::MemoryTrace& a, const trace::MemoryTrace& b);

}  // namespace headroom::views
