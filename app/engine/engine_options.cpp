#include "app/engine/engine_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "model/scenario/load_scale.h"
#include "model/scenario/quantity_parser.h"

namespace headroom::engine {
namespace {

/// The option's texts before they are understood.
struct Texts {
    std::vector<std::string> settings;
    std::vector<std::string> quantiles;
    std::string duration;
    std::string pauseAt;
    std::string loadScale;
    std::string infrastructure = "native";
};

void declare(CLI::App& app, EngineOptions& options, Texts& texts) {
    app.add_option("SCENARIO", options.scenarioPath, "Scenario file")->required();
    app.add_option("--text", options.textPath, "Read the scenario's text from this file; SCENARIO then only names it");
    app.add_option("--variant", options.read.variant, "Variant of the scenario");
    app.add_option("--set", texts.settings, "PATH=VALUE, as in the scenario; repeatable")->allow_extra_args(false);
    app.add_option("--seed", options.seed, "Seed of the random streams instead of the scenario's");
    app.add_option("--duration", texts.duration, "Simulated time instead of the scenario's, e.g. 90s");
    app.add_option("--load-scale", texts.loadScale, "Share of the clients' users and rates, such as 2%");
    app.add_option("--guess-seed", options.read.guessSeed, "Draw each guess from its range with this seed");
    app.add_option("--guess-quantile", texts.quantiles, "PATH=Q: take one guess at quantile Q of its range; repeatable")
        ->allow_extra_args(false);
    app.add_option("--infrastructure", texts.infrastructure, "native or simgrid")->check(CLI::IsMember({"native", "simgrid"}));
    app.add_option("--record", options.recordingPath, "Record into this file");
    app.add_flag("--stream", options.stream, "Trace as JSON lines on standard output; commands on standard input");
    app.add_flag("--lossless-stream", options.losslessStream, "Wait for the reader of the stream rather than drop frames");
    app.add_flag("--paused", options.paused, "Stand still at the start until a command comes; needs --stream");
    app.add_option("--commands", options.commandsPath, "Give an earlier run's commands again: JSON lines with atNs, in order");
    app.add_option("--pause-at", texts.pauseAt, "Run there as fast as possible and stand still, e.g. 90s; needs --stream");
    app.add_option("--realtime-speed", options.speed, "Simulated seconds a second; 0: as fast as possible")
        ->check(CLI::NonNegativeNumber);
}

/// Throws CLI::ValidationError.
void understand(const Texts& texts, EngineOptions& options) {
    for (const std::string& text : texts.settings) {
        const auto setting = model::parseSetting(text);
        if (!setting) throw CLI::ValidationError("--set", "'" + text + "' is not PATH=VALUE");
        options.read.settings.push_back(*setting);
    }
    for (const std::string& text : texts.quantiles) {
        const auto setting = model::parseSetting(text);
        double quantile = -1;
        if (!setting || !CLI::detail::lexical_cast(setting->value, quantile) || !(quantile >= 0 && quantile <= 1))
            throw CLI::ValidationError("--guess-quantile", "'" + text + "' is not PATH=Q with Q from 0 to 1");
        options.read.guessQuantiles[setting->path] = quantile;
    }
    if (!texts.pauseAt.empty()) {
        const model::QuantityResult at = model::parseQuantity(texts.pauseAt, model::Unit::Time);
        if (!at.value) throw CLI::ValidationError("--pause-at", at.error.message);
        options.pauseAt = model::Instant{} + model::Duration::fromSeconds(*at.value);
    }
    if (!texts.loadScale.empty()) {
        const model::QuantityResult scale = model::parseLoadScale(texts.loadScale);
        if (!scale.value) throw CLI::ValidationError("--load-scale", scale.error.message + "; " + scale.error.hint);
        options.read.loadScale = *scale.value;
    }
    // The scenario's own syntax, understood by its reader.
    options.read.duration = texts.duration;
    if (options.seed) options.read.settings.push_back({"seed", std::to_string(*options.seed)});
    options.infrastructure = texts.infrastructure == "simgrid" ? InfrastructureKind::Simgrid : InfrastructureKind::Native;
}

}  // namespace

std::variant<EngineOptions, EarlyExit> parseEngineOptions(int argc, const char* const* argv) {
    EngineOptions options;
    Texts texts;
    CLI::App app{"Simulates a scenario; started by headroom, or by hand to stream a run", "headroom-sim"};
    declare(app, options, texts);
    try {
        app.parse(argc, argv);
        understand(texts, options);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int status = app.exit(error, out, err);
        return EarlyExit{status == 0 ? 0 : 2, out.str(), err.str()};
    }
    return options;
}

std::map<std::string, std::string> headerSettings(const EngineOptions& options) {
    std::map<std::string, std::string> settings;
    for (const model::Setting& setting : options.read.settings) settings[setting.path] = setting.value;
    if (!options.read.variant.empty()) settings["--variant"] = options.read.variant;
    if (!options.read.duration.empty()) settings["--duration"] = options.read.duration;
    if (options.read.loadScale != 1) settings["--load-scale"] = fmt::format("{}", options.read.loadScale);
    if (options.read.guessSeed) settings["--guess-seed"] = std::to_string(*options.read.guessSeed);
    for (const auto& [path, quantile] : options.read.guessQuantiles)
        settings["--guess-quantile " + path] = fmt::format("{}", quantile);
    return settings;
}

}  // namespace headroom::engine
