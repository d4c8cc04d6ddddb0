#pragma once

#include <optional>
#include <string>

#include "model/scenario/scenario.h"
#include "services/process/play_options.h"
#include "services/supervisor/control_input.h"
#include "services/supervisor/fault_player.h"
#include "services/supervisor/fleet.h"
#include "services/supervisor/run_folder.h"
#include "services/supervisor/signal_source.h"

namespace headroom::services {

/// What a run is to be.
struct RunPlan {
    PlayOptions play;                       ///< as the processes are told: with a cluster, and a folder of databases
    std::string program;                    ///< plays pods and clients
    std::optional<model::Duration> length;  ///< absent: until told to end
    bool hasFaults = true;
    double speed = 1;        ///< of the supervisor's own clock: back-offs, faults, graces
    int control = -1;        ///< a descriptor of commands; -1: none
    std::string audit = {};  ///< folder of the clients' ledgers; empty: none
};

/// Runs a scenario for real, from the first process to the last: starts all pods, and the clients when the pods are ready; plays
/// faults; ends on a signal, a command, the end of the control's pipe, or at its time.
class Supervisor {
public:
    /// All outlive it; `broker` is null where the cluster is somebody else's. Signals that ask for an end are blocked already.
    Supervisor(const model::Scenario& scenario, RunPlan plan, Log& log, ProcessLog& output, RunFolder& folder,
               EmbeddedBroker* broker);

    /// Returns the exit status when no process is left.
    int run();
    /// Why it ended with a status that isn't 0; empty otherwise.
    const std::string& failure() const { return m_failure; }

private:
    Fleet::Setup setup() const;
    Fleet::Listener listener();
    void addServices();
    void fleetChanged();
    void begin(bool isComplete);
    void tick();
    void tellStatus();
    void tellRun();
    void command(const std::string& line);
    void interrupted(int signal);
    void stop(const std::string& why);

    const model::Scenario& m_scenario;
    RunPlan m_plan;
    Log& m_log;
    RunFolder& m_folder;
    EmbeddedBroker* m_broker;
    EventLoop m_loop;
    Fleet m_fleet;
    FaultPlayer m_faults;
    enum class Phase { Starting, Serving, Stopping } m_phase = Phase::Starting;
    bool m_isDirty = true;                          ///< run.json says something else
    std::optional<model::Instant> m_interruptedAt;  ///< first
    int m_status = 0;
    std::string m_failure;
};

}  // namespace headroom::services
