#include "services/supervisor/supervisor.h"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace headroom::services {

namespace {

constexpr auto patienceWithPods = model::Duration::seconds(60);
constexpr auto graceAtTheEnd = model::Duration::seconds(10);
/// Some send a signal to a process and again to its group: that is one wish.
constexpr auto oneAct = model::Duration::milliseconds(500);
constexpr auto statusInterval = model::Duration::seconds(1);

std::vector<std::string> commandLine(const RunPlan& plan, const char* part) {
    std::vector<std::string> command{plan.program, part};
    const std::vector<std::string> options = arguments(plan.play);
    command.insert(command.end(), options.begin(), options.end());
    return command;
}

std::string absoluteOrNothing(const std::string& path) {
    return path.empty() ? path : std::filesystem::absolute(path).string();
}

}  // namespace

Supervisor::Supervisor(const model::Scenario& scenario, RunPlan plan, Log& log, ProcessLog& output, RunFolder& folder,
                       EmbeddedBroker* broker)
    : m_scenario(scenario),
      m_plan(std::move(plan)),
      m_log(log),
      m_folder(folder),
      m_broker(broker),
      m_loop(m_plan.speed),
      m_fleet(m_loop, log, output, setup(), listener()),
      m_faults(m_loop, log, scenario, m_fleet, broker) {}

Fleet::Setup Supervisor::setup() const {
    std::vector<std::string> clients = commandLine(m_plan, "clients");
    if (!m_plan.audit.empty()) clients.insert(clients.end(), {"--audit", m_plan.audit});
    return {commandLine(m_plan, "pod"), std::move(clients), m_scenario.seed};
}

Fleet::Listener Supervisor::listener() {
    return {[this] { fleetChanged(); },
            [this](int status, const std::string& why) {
                m_status = status;
                m_failure = why;
                stop("it can't go on");
            },
            [this] { m_log.info("clients.done", "the clients have ended: nothing is asked for any more"); },
            [this](const std::string& service) { return m_faults.greeting(service); }};
}

int Supervisor::run() {
    const SignalSource signals(m_loop, [this](int signal) { interrupted(signal); });
    const ControlInput control(
        m_loop, m_plan.control,
        {[this](const std::string& line) { command(line); }, [this] { stop("whoever started it is gone"); }});
    addServices();
    m_loop.after(patienceWithPods, [this] { begin(false); });
    m_loop.after({}, [this] { fleetChanged(); });
    tick();
    m_loop.run();
    m_log.info("stopped", "everything has ended");
    return m_status;
}

void Supervisor::addServices() {
    for (const model::Service& service : m_scenario.services) {
        const auto initial = m_scenario.initial.replicas.find(service.name);
        m_fleet.add(service, initial == m_scenario.initial.replicas.end() ? service.deployment.replicas : initial->second);
        if (service.hpa || service.scaledObject)
            m_log.warn("autoscaler.absent",
                       fmt::format("{}: its autoscaler is not played; it keeps its number of pods", service.name),
                       {{"service", service.name}});
    }
}

void Supervisor::fleetChanged() {
    m_isDirty = true;
    if (m_phase == Phase::Starting && m_fleet.ready() >= m_fleet.wanted()) begin(true);
    if (m_phase == Phase::Stopping && m_fleet.isEmpty()) m_loop.quit();
}

void Supervisor::begin(bool isComplete) {
    if (m_phase != Phase::Starting) return;
    m_phase = Phase::Serving;
    const int ready = m_fleet.ready();
    const int wanted = m_fleet.wanted();
    // Who hears that it serves looks at run.json at once.
    tellRun();
    const Log::Fields fields{{"ready", ready}, {"wanted", wanted}, {"afterSeconds", m_loop.now().toSeconds()}};
    isComplete
        ? m_log.info("serving", fmt::format("serving: {} pods are ready after {:.1f} s", ready, m_loop.now().toSeconds()), fields)
        : m_log.warn("serving", fmt::format("only {} of {} pods are ready; the clients begin all the same", ready, wanted),
                     fields);
    if (m_broker != nullptr) m_broker->setRoundTrip(0);
    m_fleet.startClients();
    if (m_plan.hasFaults) m_faults.begin();
    if (m_plan.length) m_loop.after(*m_plan.length, [this] { stop("its time is over"); });
}

void Supervisor::tick() {
    tellStatus();
    if (m_isDirty) tellRun();
    m_loop.after(statusInterval, [this] { tick(); });
}

void Supervisor::tellStatus() {
    const int ready = m_fleet.ready();
    const int wanted = m_fleet.wanted();
    m_log.info("status", fmt::format("{} of {} pods ready, restarts: {}", ready, wanted, m_fleet.restarts()),
               {{"ready", ready}, {"wanted", wanted}, {"restarts", m_fleet.restarts()}});
}

void Supervisor::tellRun() {
    m_isDirty = false;
    const PlayOptions& play = m_plan.play;
    std::vector<std::string> settings;
    for (const model::Setting& setting : play.read.settings) settings.push_back(setting.path + "=" + setting.value);
    const bool isEmbedded = m_broker != nullptr;
    try {
        m_folder.tell({{"scenario", std::filesystem::absolute(play.scenarioPath).string()},
                       {"variant", play.read.variant},
                       {"settings", settings},
                       {"loadScale", play.loadScale},
                       {"kafka", play.kafka},
                       // What clients of the mock cluster need, observers don't.
                       {"kafkaProperties", isEmbedded ? "" : absoluteOrNothing(play.kafkaProperties)},
                       {"embedded", isEmbedded},
                       {"database", play.database},
                       {"serving", m_phase == Phase::Serving},
                       {"pods", m_fleet.addresses()}});
    } catch (const std::system_error& error) {
        m_log.warn("run.untold", fmt::format("nobody else can find this run: {}", error.what()));
    }
}

void Supervisor::command(const std::string& line) {
    const nlohmann::json said = nlohmann::json::parse(line, nullptr, false);
    const std::string name =
        said.is_object() && said.contains("command") && said["command"].is_string() ? said["command"].get<std::string>() : line;
    if (name == "stop") return stop("told to");
    std::string why = "neither stop nor scale";
    if (name == "scale" && said.contains("service") && said["service"].is_string() && said.contains("replicas") &&
        said["replicas"].is_number_integer())
        why = m_fleet.scale(said["service"].get<std::string>(), said["replicas"].get<int>());
    else if (name == "scale")
        why = "scale needs a service and replicas";
    if (!why.empty()) m_log.warn("command.refused", fmt::format("refused: {}: {}", line, why));
}

void Supervisor::interrupted(int) {
    const bool isAgain = m_interruptedAt && m_loop.now() - *m_interruptedAt >= oneAct;
    if (!m_interruptedAt) m_interruptedAt = m_loop.now();
    isAgain ? m_fleet.killAll() : stop("interrupted");
}

void Supervisor::stop(const std::string& why) {
    if (m_phase == Phase::Stopping) return;
    m_phase = Phase::Stopping;
    m_faults.stop();
    m_log.info("stopping", fmt::format("stopping: {}", why));
    m_fleet.stop(graceAtTheEnd);
    m_loop.after({}, [this] { fleetChanged(); });
}

}  // namespace headroom::services
