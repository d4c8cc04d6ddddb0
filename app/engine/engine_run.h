#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/engine/command.h"
#include "app/engine/command_script.h"
#include "app/engine/engine_options.h"
#include "app/engine/pace.h"
#include "app/engine/world_controls.h"
#include "app/stream/command_source.h"
#include "app/stream/trace_outputs.h"
#include "model/scenario/scenario.h"
#include "model/trace/fingerprint.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {
class Driver;
class World;
}  // namespace headroom::sim

namespace headroom::engine {

/// One simulation from a scenario to the end of its trace, obeying commands between frames and signals at any time.
class EngineRun {
public:
    /// The script's commands are given at their instants, before any from outside.
    EngineRun(EngineOptions options, model::Scenario scenario, std::string scenarioText, CommandScript script = {});
    ~EngineRun();

    /// Runs to the end; what went wrong in the environment, if anything did. Callable once.
    std::optional<std::string> run();

private:
    void buildWorld();
    trace::Header header() const;
    /// What happens between two frames.
    std::optional<model::Instant> betweenFrames(model::Instant now);
    /// What happens now and then while a frame is being simulated; false ends the run.
    bool withinFrame();
    void emitMissingFrame(model::Instant now);
    void obeyCommands(model::Instant now);
    /// What of the script is due; only what changes the world is done anew, the rest is told in the trace again.
    void obeyScript(model::Instant now);
    /// Whether the run is on its way to where it is to stand still.
    bool isOnItsWay(model::Instant now);
    /// Waits at most so long for a line and obeys it; also keeps recording and stream going.
    bool obeyOne(model::Instant now, int waitMilliseconds);
    void obey(const Command& command, model::Instant now);
    /// Does what changes the world or ends the run, and tells of it; pace and pauses are the caller's.
    void carryOut(const Command& command, model::Instant now);
    bool injectFault(const std::string& text, model::Instant now, std::string& why);
    void log(const std::string& summary, const std::string& failure);
    bool shouldStop() const;
    void finish();

    EngineOptions m_options;
    model::Scenario m_scenario;
    std::string m_scenarioText;
    Pace::Clock::time_point m_began = Pace::Clock::now();

    stream::TraceOutputs m_outputs;
    trace::Fingerprint m_fingerprint;

    sim::Kernel m_kernel;
    std::unique_ptr<sim::Driver> m_driver;
    std::unique_ptr<sim::World> m_world;
    std::unique_ptr<WorldControls> m_controls;

    CommandScript m_script;
    stream::CommandSource m_commands;
    Pace m_pace;
    bool m_paused = false;
    int m_stepsLeft = 0;
    bool m_stopped = false;
    model::Instant m_sliceBegin;
    model::Instant m_sliceEnd;
    bool m_stoppedWithinFrame = false;
};

}  // namespace headroom::engine
