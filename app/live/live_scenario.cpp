#include "app/live/live_scenario.h"

#include <filesystem>

namespace headroom::live {

ScenarioReading readScenario(const LiveOptions& options) {
    model::ReadResult read = model::readScenario(options.scenarioPath, options.read);
    ScenarioReading reading;
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) reading.complaint += model::toString(diagnostic) + "\n";
    if (!read.scenario || !reading.complaint.empty()) return reading;
    auto blueprint = connectors::overlay::blueprintOf(*read.scenario, options.cluster, options.scope);
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
