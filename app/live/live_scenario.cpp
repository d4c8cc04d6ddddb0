#include "app/live/live_scenario.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace headroom::live {
namespace {

std::optional<std::string> contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf()))) return std::nullopt;
    return text.str();
}

/// A run's broker is of no interest where the scenario has none.
connectors::Result<connectors::overlay::Blueprint> blueprintOf(const model::Scenario& scenario, const LiveOptions& options) {
    const bool looksAtKafka = !options.client.bootstrap.empty() || !options.pasted.empty();
    if (!looksAtKafka || (options.run && scenario.clusters.empty())) return connectors::overlay::blueprintWithoutKafka(scenario);
    return connectors::overlay::blueprintOf(scenario, options.cluster, options.scope);
}

}  // namespace

ScenarioReading readScenario(const LiveOptions& options) {
    ScenarioReading reading;
    std::optional<std::string> text;
    if (!options.textPath.empty()) {
        text = contentOf(options.textPath);
        if (!text) {
            reading.complaint = "headroom-live: " + options.textPath + " can't be read\n";
            return reading;
        }
    }
    model::ReadResult read = text ? model::readScenarioText(*text, options.scenarioPath, options.read)
                                  : model::readScenario(options.scenarioPath, options.read);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) reading.complaint += model::toString(diagnostic) + "\n";
    if (!read.scenario || !reading.complaint.empty()) return reading;
    auto blueprint = blueprintOf(*read.scenario, options);
    if (!blueprint)
        reading.complaint = "headroom-live: " + blueprint.error().message + "\n";
    else
        reading.scenario = LiveScenario{std::move(*read.scenario), std::move(read.text), std::move(blueprint.value())};
    return reading;
}

void describe(const LiveScenario& scenario, const LiveOptions& options, trace::Header& header) {
    header.scenario = scenario.scenario.name;
    header.seed = scenario.scenario.seed;
    header.scenarioText = scenario.text;
    std::error_code ignored;
    header.scenarioPath = std::filesystem::absolute(options.scenarioPath, ignored).lexically_normal().string();
    for (const model::Setting& setting : options.read.settings) header.settings[setting.path] = setting.value;
    if (!options.read.variant.empty()) header.settings["--variant"] = options.read.variant;
    if (!options.cluster.empty()) header.settings["--cluster"] = options.cluster;
}

}  // namespace headroom::live
