#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "model/trace/memory_trace.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"

namespace headroom::sim::testing {

inline model::Step cpuStep(double seconds) {
    return {model::CpuStep{model::Distribution::constant(seconds)}, 1, false, {}};
}

inline model::Service service(const std::string& name, int replicas) {
    model::Service service;
    service.name = name;
    service.deployment.replicas = replicas;
    service.operations.push_back({"work", {cpuStep(0.02)}, {}});
    return service;
}

/// Evenly spaced requests at rates that change at given times.
inline model::Client client(const std::string& target, model::LoadProfile rate, std::optional<model::Duration> timeout = {}) {
    model::Client client;
    client.name = "load";
    client.load = model::OpenLoad{model::OpenLoad::Process::Constant, std::move(rate), {}};
    model::CallStep call;
    call.service = target;
    call.operation = "work";
    call.timeout = timeout;
    client.journey.push_back({call, 1, false, {}});
    return client;
}

/// One request at each whole second from the first to the last.
inline model::OpenLoad eachSecond(int first, int last) {
    model::OpenLoad load;
    load.process = model::OpenLoad::Process::Replay;
    for (int second = first; second <= last; ++second) load.arrivals.push_back(model::Duration::seconds(second));
    return load;
}

inline model::LoadProfile::Piece hold(double rate, model::Duration length = model::Duration::infinite()) {
    return {model::LoadProfile::Piece::Shape::Hold, rate, rate, length, {}, {}};
}

/// A world built from a scenario, with its trace.
struct Lab {
    explicit Lab(model::Scenario declared) : scenario(std::move(declared)) {
        infrastructure = makeNativeInfrastructure(kernel);
        world = std::make_unique<World>(scenario, kernel, *infrastructure, trace);
    }
    void runTo(double seconds) { kernel.runUntil({model::Duration::fromSeconds(seconds).ns}); }
    Kubernetes& kubernetes() { return world->kubernetes(); }
    DeploymentController& deployment(const std::string& name) { return world->kubernetes().deployment(name); }
    const ManagedPod& pod(const std::string& service, std::size_t index) { return *deployment(service).pods().at(index); }
    Service& serviceNamed(const std::string& name) {
        for (const auto& s : world->services())
            if (s->name() == name) return *s;
        throw std::out_of_range(name);
    }
    std::size_t endpoints(const std::string& name) { return serviceNamed(name).endpoints().size(); }
    /// When events of a kind happened, in seconds.
    std::vector<double> times(const std::string& kind, const std::string& element = {}) const {
        std::vector<double> result;
        for (const trace::Event& event : trace.events())
            if (event.kind == kind && (element.empty() || event.element == element))
                result.push_back(static_cast<double>(event.time.ns) / 1e9);
        return result;
    }
    std::vector<std::string> elements(const std::string& kind) const {
        std::vector<std::string> result;
        for (const trace::Event& event : trace.events())
            if (event.kind == kind) result.push_back(event.element);
        return result;
    }
    /// The last frame's value.
    double last(const std::string& element, const std::string& series) const {
        const trace::Series* found = trace.findSeries(element, series);
        if (found == nullptr) throw std::out_of_range(element + " " + series);
        return trace.column(found->index).back();
    }

    model::Scenario scenario;
    Kernel kernel;
    std::unique_ptr<Infrastructure> infrastructure;
    trace::MemoryTrace trace;
    std::unique_ptr<World> world;
};

}  // namespace headroom::sim::testing
