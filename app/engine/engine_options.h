#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/scenario/reader.h"
#include "model/trace/trace.h"

namespace headroom::engine {

enum class InfrastructureKind { Native, Simgrid };

/// What a run is told on its command line.
struct EngineOptions {
    std::string scenarioPath;
    std::string textPath;     ///< holds the scenario's text in place of scenarioPath, which then only names it; empty: none
    std::string commandsPath; ///< commands to be given again at their instants; empty: none
    model::ReadOptions read;  ///< variant, settings and guesses
    std::optional<std::uint64_t> seed;
    InfrastructureKind infrastructure = InfrastructureKind::Native;
    std::string recordingPath;  ///< empty: none
    bool stream = false;
    bool losslessStream = false;
    bool paused = false;  ///< stands still at the start until a command says otherwise
    std::optional<model::Instant> pauseAt;  ///< stands still there; until then as fast as possible, and commands wait
    double speed = 0;     ///< simulated seconds a wall-clock second; 0: as fast as possible
};

/// What to print and the exit status, when there is nothing to run.
struct EarlyExit {
    int status = 0;
    std::string output;
    std::string error;
};

/// Reads the command line; status 2 on a bad one, 0 with the help text on --help.
std::variant<EngineOptions, EarlyExit> parseEngineOptions(int argc, const char* const* argv);

/// The settings as a trace's header keeps them: dotted names for --set, "--variant" and the like for the rest.
std::map<std::string, std::string> headerSettings(const EngineOptions& options);

}  // namespace headroom::engine
