#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace headroom::integration {

/// What a command printed and how it ended; 128 + the signal that killed it.
struct CommandResult {
    int status = 0;
    std::string output;
    std::string error;
};

/// Runs a command, found on PATH where it has no folder, to its end; the descriptor `input` is its standard input (-1: none).
CommandResult runCommand(const std::vector<std::string>& command, int input = -1);

/// The value of the line "name=value" that a tool printed. Throws std::runtime_error when there is none.
std::string fieldOf(const std::string& output, const std::string& name);

/// Kills a process, a child of ours or not, and returns when it has ended: one that is only dying still counts as running.
void killAndAwait(pid_t process);

}  // namespace headroom::integration
