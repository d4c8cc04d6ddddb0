#pragma once

#include <memory>
#include <string>

#include "model/scenario/reader.h"
#include "model/trace/memory_trace.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"

namespace headroom::tests {

/// A scenario file read as a user's is; throws std::runtime_error with the diagnostics when it has errors.
model::Scenario readOrThrow(const std::string& path, const std::string& variant = {});

/// One run of a scenario on the native infrastructure in this process, with its trace in memory.
class ScenarioRun {
public:
    explicit ScenarioRun(model::Scenario scenario);

    /// Runs up to `until` after the start; may be called again with a later one.
    void runUntil(model::Duration until) { m_kernel.runUntil(model::Instant::start() + until); }
    /// Dispatches the next event; false when it lies after `until`.
    bool step(model::Duration until) { return m_kernel.step(model::Instant::start() + until); }
    /// Runs the scenario's whole duration.
    void runAll() { runUntil(m_scenario.duration); }

    const trace::MemoryTrace& trace() const { return m_trace; }
    const sim::World& world() const { return m_world; }
    const sim::Kernel& kernel() const { return m_kernel; }
    /// The value of a counter or gauge at the last frame; throws std::out_of_range for an unknown one.
    double last(const std::string& element, const std::string& series) const;
    /// Everything a latency series saw in the whole run; throws std::out_of_range for an unknown one.
    trace::LatencySketch latency(const std::string& element, const std::string& series = "latency") const;

private:
    const trace::Series& series(const std::string& element, const std::string& name) const;

    model::Scenario m_scenario;
    trace::MemoryTrace m_trace;
    sim::Kernel m_kernel;
    std::unique_ptr<sim::Infrastructure> m_infrastructure;
    sim::World m_world;
};

}  // namespace headroom::tests
