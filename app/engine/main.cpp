// headroom-sim: one simulation in a process of its own. Exit status: 0 ran, 2 bad input, 3 the environment or a bug.

#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>

#include "app/engine/engine_options.h"
#include "app/engine/engine_run.h"
#include "app/stream/interruption.h"

namespace {

using namespace headroom;

constexpr int badInput = 2;
constexpr int badEnvironment = 3;

/// The whole file, or nothing with a complaint.
std::optional<std::string> contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file && (file.peek() == std::ifstream::traits_type::eof() || text << file.rdbuf())) return text.str();
    std::fprintf(stderr, "headroom-sim: %s can't be read\n", path.c_str());
    return std::nullopt;
}

/// Reads --commands; false with a complaint when that can't be.
bool readScript(const std::string& path, engine::CommandScript& script) {
    if (path.empty()) return true;
    const auto text = contentOf(path);
    if (!text) return false;
    const auto error = script.read(*text);
    if (error) std::fprintf(stderr, "%s: %s\n", path.c_str(), error->c_str());
    return !error;
}

int run(const engine::EngineOptions& options) {
    engine::CommandScript script;
    if (!readScript(options.commandsPath, script)) return badInput;
    std::optional<std::string> text;
    if (!options.textPath.empty() && !(text = contentOf(options.textPath))) return badInput;
    model::ReadResult read = text ? model::readScenarioText(*text, options.scenarioPath, options.read)
                                  : model::readScenario(options.scenarioPath, options.read);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) std::fprintf(stderr, "%s\n", model::toString(diagnostic).c_str());
    if (!read.scenario) return badInput;
    engine::EngineRun run(options, std::move(*read.scenario), text ? *text : std::move(read.text), std::move(script));
    if (const auto error = run.run()) {
        std::fprintf(stderr, "headroom-sim: %s\n", error->c_str());
        return badEnvironment;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    stream::watchSignals();
    const auto parsed = engine::parseEngineOptions(argc, argv);
    if (const auto* exit = std::get_if<engine::EarlyExit>(&parsed)) {
        std::fputs(exit->output.c_str(), stdout);
        std::fputs(exit->error.c_str(), stderr);
        return exit->status;
    }
    try {
        return run(std::get<engine::EngineOptions>(parsed));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom-sim: this is a bug in Headroom, not in the scenario: %s\n", error.what());
        return badEnvironment;
    }
}
