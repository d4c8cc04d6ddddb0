#pragma once

#include <vector>

#include "tests/layering/source_file.h"

namespace headroom::layering {

/// Checks every include of a code file against the table of who may include what (DESIGN: the link line is the architecture).
/// What no rule allows is forbidden: a new folder or library starts by getting its row in the table.
std::vector<Violation> checkIncludes(const SourceFile& file);

/// Checks that code meant to be deterministic doesn't name a clock, the environment, or a source of chance or of
/// platform-dependent rounding.
std::vector<Violation> checkDeterminism(const SourceFile& file);

}  // namespace headroom::layering
