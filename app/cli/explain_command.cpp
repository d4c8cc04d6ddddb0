#include "app/cli/explain_command.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"

namespace headroom::cli {
namespace {

/// "path = value  # origin": to be searched, and to be copied into --set.
std::string line(const std::string& path, const std::string& value, const std::string& origin) {
    return fmt::format("{} = {}  # {}\n", path, value.empty() ? "\"\"" : value, origin);
}

/// Whether `path` is `wanted` or lies below it.
bool isAtOrBelow(const std::string& path, const std::string& wanted) {
    if (!path.starts_with(wanted)) return false;
    return wanted.empty() || path.size() == wanted.size() || path[wanted.size()] == '.' || path[wanted.size()] == '[';
}

std::string unknownPath(const model::Scenario& scenario, const std::string& wanted) {
    std::vector<std::string> paths;
    for (const model::EffectiveValue& value : scenario.effective) paths.push_back(value.path);
    const std::string nearest = model::nearestWord(wanted, paths);
    return fmt::format("there is no value at '{}'{}", wanted,
                       nearest.empty() ? "; without a path, explain lists all" : "; did you mean '" + nearest + "'?");
}

}  // namespace

int explainScenario(const ExplainOptions& options) {
    const ScenarioInput input = readScenarioInput(options.scenario);
    if (!input.scenario) return input.status;
    std::string text;
    for (const model::EffectiveValue& value : input.scenario->effective)
        if (isAtOrBelow(value.path, options.path)) text += line(value.path, value.value, value.origin);
    for (const model::Guess& guess : input.scenario->guesses)
        if (isAtOrBelow(guess.path, options.path))
            text += line(
                guess.path, presentation::formatValue(guess.value, guess.unit),
                fmt::format("a guess from {} to {}{}", presentation::formatValue(guess.low, guess.unit),
                            presentation::formatValue(guess.high, guess.unit), guess.origin.empty() ? "" : ": " + guess.origin));
    for (const model::Measured& measured : input.scenario->measured)
        if (isAtOrBelow(measured.path, options.path)) text += line(measured.path, measured.description, "measured");
    if (text.empty() && !options.path.empty()) {
        std::fprintf(stderr, "headroom: %s\n", unknownPath(*input.scenario, options.path).c_str());
        return BadInput;
    }
    std::fputs(text.c_str(), stdout);
    return input.status;
}

}  // namespace headroom::cli
