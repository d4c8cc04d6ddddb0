#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace headroom::engine {

struct Pause {};
struct Resume {};
/// Advances a paused run by so many frames; it is paused again after them.
struct Step {
    int frames = 1;
};
/// Simulated seconds a wall-clock second; 0 is as fast as possible.
struct Speed {
    double factor = 0;
};
/// A fault in the scenario's own syntax, as one YAML flow mapping.
struct Inject {
    std::string fault;
};
struct Scale {
    std::string service;
    int replicas = 1;
};
struct Stop {};

using Command = std::variant<Pause, Resume, Step, Speed, Inject, Scale, Stop>;

/// A command, or why the line isn't one.
struct ParsedCommand {
    std::optional<Command> command;
    std::string error;
};

/// Reads {"command": "pause" | "resume" | "step" | "speed" | "inject" | "scale" | "stop", …}.
ParsedCommand parseCommand(std::string_view line);

/// The command as the trace's event says it: "step 3 frames", "scale transaction to 6 replicas".
std::string describe(const Command& command);

}  // namespace headroom::engine
