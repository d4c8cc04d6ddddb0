#pragma once

#include <string>
#include <vector>

namespace headroom::integration {

/// What a command printed and how it ended; 128 + the signal that killed it.
struct CommandResult {
    int status = 0;
    std::string output;
    std::string error;
};

/// Runs a command, found on PATH where it has no folder, to its end, with the descriptor `input` as its standard input (-1: none).
CommandResult runCommand(const std::vector<std::string>& command, int input = -1);

}  // namespace headroom::integration
