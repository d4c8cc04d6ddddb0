// headroom-live: watches one deployment in a process of its own. Exit status: 0 watched, 2 bad input, 3 the environment or a bug.

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <utility>

#include "app/live/bundled_run.h"
#include "app/live/discovery.h"
#include "app/live/kubernetes_watch.h"
#include "app/live/live_options.h"
#include "app/live/live_scenario.h"
#include "app/live/live_session.h"
#include "app/live/source_check.h"
#include "app/stream/interruption.h"
#include "connectors/kafka/described_groups.h"
#include "connectors/kafka/snapshot_json.h"
#include "connectors/kubernetes/snapshot_json.h"
#include "connectors/overlay/drift.h"
#include "connectors/overlay/workload_drift.h"

namespace {

using namespace headroom;
using connectors::Error;

constexpr int badInput = 2;
constexpr int badEnvironment = 3;

int complain(const Error& error) {
    std::fprintf(stderr, "headroom-live: %s\n", error.message.c_str());
    return error.kind == Error::Kind::BadConfiguration ? badInput : badEnvironment;
}

using Json = nlohmann::ordered_json;

int print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    return std::fflush(stdout) == 0 ? 0 : badEnvironment;
}

std::string jsonOf(const connectors::kafka::Snapshot& snapshot, const live::LiveScenario* scenario) {
    namespace overlay = connectors::overlay;
    if (scenario == nullptr) return connectors::kafka::toJson(snapshot);
    return overlay::toJson(snapshot, scenario->blueprint, overlay::compare(scenario->blueprint, snapshot));
}

/// What a Kubernetes cluster says of itself at one look.
connectors::Result<std::string> jsonOfCluster(const live::LiveOptions& options, const live::LiveScenario* scenario) {
    namespace overlay = connectors::overlay;
    auto observer = live::watchCluster(options, scenario, std::chrono::steady_clock::now());
    if (!observer) return observer.error();
    const auto snapshot = observer.value()->firstSnapshot([] { return stream::interrupted != 0; });
    if (const auto error = snapshot.blindness()) return *error;
    if (scenario == nullptr) return connectors::kubernetes::toJson(snapshot);
    return overlay::toJson(snapshot, scenario->scenario.name, overlay::compareWorkloads(scenario->scenario, snapshot));
}

/// One document of what Kafka and a cluster say.
int printBoth(const connectors::kafka::Snapshot& snapshot, const live::LiveOptions& options, const live::LiveScenario* scenario) {
    if (!options.kubernetes) return print(jsonOf(snapshot, scenario));
    const auto cluster = jsonOfCluster(options, scenario);
    if (!cluster) return complain(cluster.error());
    Json json = Json::parse(jsonOf(snapshot, scenario));
    json.update(Json::parse(cluster.value()));
    constexpr int indentation = 2;
    return print(json.dump(indentation) + "\n");
}

/// The whole file, or of standard input for "-", or nothing with a complaint.
std::optional<std::string> contentOf(const std::string& path) {
    std::ifstream file;
    if (path != "-") file.open(path, std::ios::binary);
    std::istream& input = path == "-" ? std::cin : file;
    std::ostringstream text;
    if (input && (input.peek() == std::istream::traits_type::eof() || text << input.rdbuf())) return text.str();
    std::fprintf(stderr, "headroom-live: %s can't be read\n", path.c_str());
    return std::nullopt;
}

int showPasted(const live::LiveOptions& options, const live::LiveScenario* scenario) {
    const auto text = contentOf(options.pasted);
    if (!text) return badInput;
    const auto read = connectors::kafka::readDescribedGroups(*text, options.pasted);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        std::fprintf(stderr, "%s\n", model::toString(diagnostic).c_str());
    if (read.diagnostics.hasErrors()) return badInput;
    if (options.form == live::Form::Json) return print(jsonOf(read.snapshot, scenario));
    const auto error = live::LiveSession(options, scenario).show(read.snapshot);
    return error ? complain(*error) : 0;
}

/// Only what tells its metrics, and Kubernetes, is looked at.
int watchWithoutKafka(const live::LiveOptions& options, const live::LiveScenario* scenario) {
    if (options.form == live::Form::Json && options.kubernetes) {
        const auto json = jsonOfCluster(options, scenario);
        return json ? print(json.value()) : complain(json.error());
    }
    const auto error = live::LiveSession(options, scenario).watch(nullptr);
    return error ? complain(*error) : 0;
}

int run(live::LiveOptions options) {
    if (options.check) return live::checkSources(options);
    if (live::needsRun(options))
        if (const auto error = live::attachRun(options)) return complain(*error);
    std::optional<live::LiveScenario> read;
    if (!options.scenarioPath.empty()) {
        live::ScenarioReading reading = live::readScenario(options);
        if (!reading.complaint.empty()) {
            std::fputs(reading.complaint.c_str(), stderr);
            return badInput;
        }
        read = std::move(reading.scenario);
    }
    const live::LiveScenario* scenario = read ? &*read : nullptr;
    if (!options.pasted.empty()) return showPasted(options, scenario);
    if (scenario != nullptr && scenario->blueprint.brokers == 0) options.client.bootstrap.clear();
    if (options.client.bootstrap.empty()) return watchWithoutKafka(options, scenario);
    connectors::kafka::Scope scope = options.scope;
    if (scenario != nullptr)
        for (const auto& [name, group] : scenario->blueprint.groups) scope.groupsIfUnlisted.push_back(name);
    auto observer = connectors::kafka::Observer::create(options.client, scope);
    if (!observer) return complain(observer.error());
    if (!options.discoverPath.empty()) {
        const auto error = live::discover(*observer.value(), options);
        return error ? complain(*error) : 0;
    }
    if (options.form == live::Form::Json) {
        const auto snapshot = observer.value()->observe([] { return stream::interrupted != 0; });
        return snapshot ? printBoth(snapshot.value(), options, scenario) : complain(snapshot.error());
    }
    const auto error = live::LiveSession(options, scenario).watch(observer.value().get());
    return error ? complain(*error) : 0;
}

}  // namespace

int main(int argc, char** argv) {
    stream::watchSignals();
    auto parsed = live::parseLiveOptions(argc, argv);
    if (const auto* exit = std::get_if<live::EarlyExit>(&parsed)) {
        std::fputs(exit->output.c_str(), stdout);
        std::fputs(exit->error.c_str(), stderr);
        return exit->status;
    }
    try {
        return run(std::move(std::get<live::LiveOptions>(parsed)));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom-live: this is a bug in Headroom, not in the cluster: %s\n", error.what());
        return badEnvironment;
    }
}
