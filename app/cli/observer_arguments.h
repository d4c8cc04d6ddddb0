#pragma once

#include <string>
#include <vector>

#include "app/cli/command_line.h"

namespace headroom::cli {

/// The program that watches.
inline const std::string observer = "headroom-live";

/// Its arguments for what was asked for.
std::vector<std::string> observerArguments(const LiveOptions& options);

}  // namespace headroom::cli
