#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/elements.h"
#include "services/process/log.h"
#include "services/supervisor/endpoint_table.h"
#include "services/supervisor/process_log.h"
#include "services/supervisor/replica_set.h"
#include "services/supervisor/supervised_process.h"

namespace headroom::services {

/// All processes of a run: as many pods of each service as are wanted, and the clients. Everybody knows always who can be called.
/// Tells `log` what happens, and writes what processes say into `output`.
class Fleet final : private SupervisedProcess::Owner {
public:
    struct Setup {
        std::vector<std::string> podCommand;  ///< completed by "--service NAME --pod NAME-N"
        std::vector<std::string> clientsCommand;
        std::uint64_t seed = 1;  ///< of start-up and scheduling times
    };
    struct Listener {
        std::function<void()> changed;                                   ///< readiness or number of pods
        std::function<void(int status, const std::string& why)> failed;  ///< a process says that there is no use in going on
        std::function<void()> clientsDone;
        /// What a process that just started is to be told first; of a service, or of the clients (none).
        std::function<std::vector<nlohmann::json>(const std::string& service)> greeting;
    };

    Fleet(EventLoop& loop, Log& log, ProcessLog& output, Setup setup, Listener listener);
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    /// Its pods start at once, without a start-up time: so does a simulation. `service` outlives the fleet.
    void add(const model::Service& service, int replicas);
    void startClients();

    /// What a controller or a person decides; why not, or empty.
    std::string scale(const std::string& service, int replicas);
    /// The processes of the `count` oldest pods that run die; the kubelet's rule starts them again.
    void kill(const std::string& service, int count);
    /// The `count` oldest pods are gone at once, and others take their places.
    void remove(const std::string& service, int count);

    /// Tells every process what `command` has for its service (empty: the clients), if anything.
    void tell(const std::function<std::optional<nlohmann::json>(const std::string& service)>& command);

    /// Asks the clients to end, and then the pods, which so have nothing cut off that was asked of them; those that don't within the
    /// time are killed.
    void stop(model::Duration grace);
    void killAll();
    bool isEmpty() const { return m_processes.empty(); }

    int wanted() const;
    int ready() const;
    int restarts() const;
    /// [{"name", "service", "address"}] of the pods that listen; the address of the clients too.
    nlohmann::ordered_json addresses() const;

private:
    struct Member {
        ReplicaSet pods;
        const model::Service* service;
    };

    void started(SupervisedProcess& process) override;
    void changed(SupervisedProcess& process) override;
    void said(SupervisedProcess& process, const std::string& line, const nlohmann::json& said) override;
    void exited(SupervisedProcess& process, const ChildEnd& end, model::Duration wait) override;
    void gone(SupervisedProcess& process) override;

    void create(const Member& member, const std::string& pod, bool isFirst);
    Launch launchOf(const Member& member, const std::string& pod, bool isFirst) const;
    void apply(const Member& member, const ReplicaSet::Change& change, bool isGraceful);
    bool isReady(const std::string& pod) const;
    void publishEndpoints();
    void stopPods();

    EventLoop& m_loop;
    Log& m_log;
    ProcessLog& m_output;
    Setup m_setup;
    Listener m_listener;
    std::map<std::string, Member> m_services;
    std::map<std::string, std::unique_ptr<SupervisedProcess>> m_processes;
    EndpointTable m_endpoints;
    int m_restarts = 0;
    bool m_isStopping = false;
    model::Duration m_grace;  ///< of those who are asked to end
};

}  // namespace headroom::services
