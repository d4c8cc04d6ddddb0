#include "app/presentation/traced_scenario.h"

#include <exception>

namespace headroom::presentation {

std::optional<model::ReadOptions> readOptionsOf(const trace::Header& header) {
    static const std::string quantile = "--guess-quantile ";
    model::ReadOptions options;
    try {
        for (const auto& [name, value] : header.settings) {
            if (name == "--variant")
                options.variant = value;
            else if (name == "--duration")
                options.duration = value;
            else if (name == "--load-scale")
                options.loadScale = std::stod(value);
            else if (name == "--guess-seed")
                options.guessSeed = std::stoull(value);
            else if (name.starts_with(quantile))
                options.guessQuantiles[name.substr(quantile.size())] = std::stod(value);
            else if (!name.starts_with("--"))  // what a live session was told says nothing of its scenario
                options.settings.push_back({name, value});
        }
    } catch (const std::exception&) {
        return std::nullopt;  // numbers that are none: not settings an engine wrote
    }
    return options;
}

std::optional<model::Scenario> scenarioOf(const trace::Header& header, const std::map<std::string, double>& guessQuantiles) {
    std::optional<model::ReadOptions> options = readOptionsOf(header);
    if (!options) return std::nullopt;
    for (const auto& [path, at] : guessQuantiles) options->guessQuantiles[path] = at;
    return model::readScenarioText(header.scenarioText, header.scenarioPath, *options).scenario;
}

}  // namespace headroom::presentation
