#include "tests/statistical/scenario_run.h"

#include <stdexcept>
#include <utility>

namespace headroom::tests {

namespace {

trace::Header headerOf(const model::Scenario& scenario) {
    trace::Header header;
    header.scenario = scenario.name;
    header.runtime = "native";
    header.seed = scenario.seed;
    header.frameInterval = scenario.frameInterval;
    header.duration = scenario.duration;
    header.warmup = scenario.warmup;
    return header;
}

/// The trace begins before the world declares its elements.
trace::MemoryTrace& begun(trace::MemoryTrace& trace, const model::Scenario& scenario) {
    trace.begin(headerOf(scenario));
    return trace;
}

}  // namespace

model::Scenario readOrThrow(const std::string& path, const std::string& variant) {
    model::ReadOptions options;
    options.variant = variant;
    model::ReadResult result = model::readScenario(path, options);
    std::string messages;
    for (const model::Diagnostic& diagnostic : result.diagnostics.all()) messages += toString(diagnostic) + "\n";
    if (!result.scenario) throw std::runtime_error(messages);
    return std::move(*result.scenario);
}

ScenarioRun::ScenarioRun(model::Scenario scenario)
    : m_scenario(std::move(scenario)),
      m_infrastructure(sim::makeNativeInfrastructure(m_kernel)),
      m_world(m_scenario, m_kernel, *m_infrastructure, begun(m_trace, m_scenario)) {}

const trace::Series& ScenarioRun::series(const std::string& element, const std::string& name) const {
    const trace::Series* found = m_trace.findSeries(element, name);
    if (found == nullptr) throw std::out_of_range("no series " + element + "." + name);
    return *found;
}

double ScenarioRun::last(const std::string& element, const std::string& name) const {
    return m_trace.column(series(element, name).index).back();
}

trace::LatencySketch ScenarioRun::latency(const std::string& element, const std::string& name) const {
    return m_trace.merged(series(element, name).index, 0, m_trace.frames().size());
}

}  // namespace headroom::tests
