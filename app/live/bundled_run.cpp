#include "app/live/bundled_run.h"

#include <filesystem>
#include <utility>

#include "connectors/kafka/properties_file.h"

namespace headroom::live {
namespace {

using connectors::Error;
using connectors::bundled::Run;

connectors::Result<Run> chosenRun(const LiveOptions& options) {
    const std::filesystem::path folder = connectors::bundled::runsFolder();
    if (options.runNumber.empty()) return connectors::bundled::findRunOf(options.scenarioPath, folder);
    auto run = connectors::bundled::readRun(folder / options.runNumber / "run.json");
    if (run) return run;
    return Error{Error::Kind::BadConfiguration, "process " + options.runNumber + " plays no scenario of this user's", false};
}

/// What the run has comes first: what is said here goes over it.
void takeSettings(const Run& run, model::ReadOptions& read) {
    if (read.variant.empty()) read.variant = run.variant;
    std::vector<model::Setting> settings;
    for (const std::string& text : run.settings)
        if (auto setting = model::parseSetting(text)) settings.push_back(std::move(*setting));
    settings.insert(settings.end(), read.settings.begin(), read.settings.end());
    read.settings = std::move(settings);
}

}  // namespace

bool needsRun(const LiveOptions& options) {
    return options.client.bootstrap.empty() && options.pasted.empty() && !options.figures && !options.kubernetes;
}

std::optional<Error> attachRun(LiveOptions& options) {
    auto run = chosenRun(options);
    if (!run) return run.error();
    options.client.bootstrap = run.value().kafka;
    if (!run.value().kafkaProperties.empty()) {
        connectors::kafka::PropertiesFile file = connectors::kafka::readProperties(run.value().kafkaProperties);
        if (!file.error.empty()) return Error{Error::Kind::BadConfiguration, file.error, false};
        options.client.properties = std::move(file.properties);
    }
    takeSettings(run.value(), options.read);
    options.figures.emplace();
    options.figures->http.timeout = options.client.timeout;
    options.figures->pages = pagesOf(run.value());
    options.run = std::move(run.value());
    return std::nullopt;
}

std::vector<connectors::prometheus::Page> pagesOf(const Run& run) {
    std::vector<connectors::prometheus::Page> pages;
    for (const connectors::bundled::RunningProcess& process : run.processes)
        pages.push_back({process.address, process.service, process.service.empty()});
    return pages;
}

}  // namespace headroom::live
