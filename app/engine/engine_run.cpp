#include "app/engine/engine_run.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/stream/interruption.h"
#include "sim/infrastructure/native/native_driver.h"
#include "sim/infrastructure/simgrid/simgrid_driver.h"
#include "sim/world/world.h"

namespace headroom::engine {
namespace {

// How often a run that stands still commits its recording and feeds its viewer.
constexpr int standingStillMilliseconds = 200;

/// Ctrl-C belongs to the program: SimGrid takes it over when it is set up, to exit at once without an end of the trace.
class KeptInterrupt {
public:
    KeptInterrupt() { sigaction(SIGINT, nullptr, &m_own); }
    ~KeptInterrupt() { sigaction(SIGINT, &m_own, nullptr); }
    KeptInterrupt(const KeptInterrupt&) = delete;
    KeptInterrupt& operator=(const KeptInterrupt&) = delete;

private:
    struct sigaction m_own {};
};

}  // namespace

EngineRun::EngineRun(EngineOptions options, model::Scenario scenario, std::string scenarioText, CommandScript script)
    : m_options(std::move(options)),
      m_scenario(std::move(scenario)),
      m_scenarioText(std::move(scenarioText)),
      m_fingerprint(&m_outputs.sink()),
      m_script(std::move(script)),
      m_commands(STDIN_FILENO) {}

EngineRun::~EngineRun() = default;

std::optional<std::string> EngineRun::run() {
    if (auto error = m_outputs.open({m_options.recordingPath, m_options.stream, m_options.losslessStream})) return error;
    m_fingerprint.begin(header());
    buildWorld();
    m_pace.set(m_options.speed, {}, Pace::Clock::now());
    if (!m_options.stream) m_options.pauseAt.reset();
    m_paused = m_options.paused && m_options.stream && !m_options.pauseAt;
    m_driver->run([this](model::Instant now) { return betweenFrames(now); }, [this] { return withinFrame(); });
    if (m_stoppedWithinFrame && m_kernel.now() != m_sliceBegin) m_world->observatory().frame();
    finish();
    return m_outputs.recordingError();
}

void EngineRun::buildWorld() {
    const bool simgrid = m_options.infrastructure == InfrastructureKind::Simgrid;
    const KeptInterrupt kept;
    m_driver = simgrid ? sim::makeSimgridDriver(m_kernel) : sim::makeNativeDriver(m_kernel);
    m_world = std::make_unique<sim::World>(m_scenario, m_kernel, m_driver->infrastructure(), m_fingerprint);
    m_controls = std::make_unique<WorldControls>(*m_world);
}

trace::Header EngineRun::header() const {
    trace::Header header;
    header.scenario = m_scenario.name;
    header.runtime = m_options.infrastructure == InfrastructureKind::Simgrid ? "simgrid" : "native";
    header.seed = m_scenario.seed;
    header.frameInterval = m_scenario.frameInterval;
    header.duration = m_scenario.duration;
    header.warmup = m_scenario.warmup;
    header.scenarioText = m_scenarioText;
    std::error_code ignored;
    header.scenarioPath = std::filesystem::absolute(m_options.scenarioPath, ignored).lexically_normal().string();
    header.settings = headerSettings(m_options);
    return header;
}

std::optional<model::Instant> EngineRun::betweenFrames(model::Instant now) {
    emitMissingFrame(now);
    if (m_stepsLeft > 0 && --m_stepsLeft == 0) m_paused = true;
    const model::Instant end = model::Instant{} + m_scenario.duration;
    if (now < end) obeyCommands(now);
    if (now >= end || shouldStop()) return std::nullopt;
    m_sliceBegin = now;
    m_sliceEnd = std::min(now + m_scenario.frameInterval, end);
    return m_sliceEnd;
}

bool EngineRun::withinFrame() {
    m_outputs.tick();
    // At the slice's end it ends by itself, with its frame.
    m_stoppedWithinFrame = shouldStop() && m_kernel.now() != m_sliceEnd;
    return !m_stoppedWithinFrame;
}

void EngineRun::emitMissingFrame(model::Instant now) {
    // The world writes the frames at whole intervals; the first one and a last one in between are the run's.
    if (now.ns == 0 || now.ns % m_scenario.frameInterval.ns != 0) m_world->observatory().frame();
}

void EngineRun::obeyScript(model::Instant now) {
    while (const auto command = m_script.take(now)) carryOut(*command, now);
}

bool EngineRun::isOnItsWay(model::Instant now) {
    if (!m_options.pauseAt) return false;
    if (now < *m_options.pauseAt) return true;
    m_options.pauseAt.reset();
    m_paused = true;
    m_pace.restart(now, Pace::Clock::now());
    return false;
}

void EngineRun::obeyCommands(model::Instant now) {
    obeyScript(now);
    if (isOnItsWay(now)) return;
    // While steps are under way further commands wait, so that a script of commands means the same on every machine.
    while (m_options.stream && m_stepsLeft == 0 && obeyOne(now, 0)) {
    }
    const bool stoodStill = m_paused;
    while (!shouldStop()) {
        if (m_paused) {
            // Nobody can resume it any more.
            if (!m_options.stream || m_commands.isExhausted())
                m_stopped = true;
            else
                obeyOne(now, standingStillMilliseconds);
            continue;
        }
        const int wait = m_pace.waitMilliseconds(now, Pace::Clock::now());
        if (wait == 0 || stoodStill) break;
        obeyOne(now, std::min(wait, standingStillMilliseconds));
    }
    if (stoodStill) m_pace.restart(now, Pace::Clock::now());
}

bool EngineRun::obeyOne(model::Instant now, int waitMilliseconds) {
    std::optional<std::string> line;
    if (m_options.stream && m_stepsLeft == 0 && !m_commands.isExhausted())
        line = m_commands.next(waitMilliseconds);
    else
        poll(nullptr, 0, waitMilliseconds);
    if (line) {
        const ParsedCommand parsed = parseCommand(*line);
        if (parsed.command)
            obey(*parsed.command, now);
        else
            log("refused", parsed.error);
    }
    m_outputs.tick();
    return line.has_value();
}

void EngineRun::obey(const Command& command, model::Instant now) {
    if (std::holds_alternative<Pause>(command)) m_paused = true;
    if (std::holds_alternative<Resume>(command)) {
        m_paused = false;
        m_stepsLeft = 0;
    }
    if (const auto* step = std::get_if<Step>(&command)) {
        m_paused = false;
        m_stepsLeft = step->frames;
    }
    if (const auto* speed = std::get_if<Speed>(&command)) m_pace.set(speed->factor, now, Pace::Clock::now());
    carryOut(command, now);
}

void EngineRun::carryOut(const Command& command, model::Instant now) {
    std::string failure;
    if (const auto* inject = std::get_if<Inject>(&command)) injectFault(inject->fault, now, failure);
    if (const auto* scale = std::get_if<Scale>(&command); scale != nullptr && !m_controls->scale(scale->service, scale->replicas))
        failure = "there is no service '" + scale->service + "' that can be scaled";
    if (std::holds_alternative<Stop>(command)) m_stopped = true;
    log(describe(command), failure);
}

bool EngineRun::injectFault(const std::string& text, model::Instant now, std::string& why) {
    // A fault alone is no scenario: it is read in its place, as the only fault of this one.
    std::string timed = text;
    const bool hasTime = text.find("at:") != std::string::npos || text.find("\"at\"") != std::string::npos;
    if (!hasTime) timed.insert(timed.find('{') + 1, "at: 0s, ");
    model::ReadOptions options = m_options.read;
    options.settings.push_back({"faults", "[" + timed + "]"});
    const model::ReadResult read = model::readScenarioText(m_scenarioText, m_options.scenarioPath, options);
    if (!read.scenario || read.scenario->faults.size() != 1) {
        why = "not a fault";
        for (const model::Diagnostic& diagnostic : read.diagnostics.all())
            if (diagnostic.severity == model::Severity::Error) {
                why = diagnostic.message + (diagnostic.hint.empty() ? "" : "; " + diagnostic.hint);
                break;
            }
        return false;
    }
    model::Fault fault = read.scenario->faults.front();
    fault.at = now;
    if (!m_controls->inject(fault)) why = "the world refused it";
    return why.empty();
}

void EngineRun::log(const std::string& summary, const std::string& failure) {
    trace::Event event;
    event.kind = "command";
    event.severity = failure.empty() ? "info" : "warning";
    event.summary = "command: " + summary + (failure.empty() ? "" : " (refused: " + failure + ")");
    event.reason.rule = "command";
    event.reason.inputs = {{"command", summary, ""}};
    event.reason.result = failure.empty() ? "obeyed" : "refused: " + failure;
    event.reason.sentence = event.summary + ", given from outside at this frame";
    m_world->observatory().event(std::move(event));
}

bool EngineRun::shouldStop() const {
    return m_stopped || stream::interrupted != 0 || m_outputs.isStreamBroken();
}

void EngineRun::finish() {
    const bool reached = m_kernel.now() >= model::Instant{} + m_scenario.duration;
    trace::Footer footer;
    footer.outcome = reached ? "completed" : m_stopped ? "stopped" : "interrupted";
    footer.end = m_kernel.now();
    footer.wallSeconds = std::chrono::duration<double>(Pace::Clock::now() - m_began).count();
    footer.kernelEvents = m_kernel.dispatchedEvents();
    m_fingerprint.end(footer);
}

}  // namespace headroom::engine
