#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/postgres/server.h"

namespace headroom::integration {

/// headroom up on real brokers and a real database, with its clients' ledgers in a folder that outlives it.
class AuditedRun {
public:
    /// `options` are further ones. Nothing runs yet.
    AuditedRun(const Cluster& cluster, const Server& server, std::vector<std::string> options = {});

    /// Waits until the load has begun; again after a kill, on the same stores and topics.
    void start();
    /// As Ctrl-C does; returns the exit status.
    int stop();
    /// With SIGKILL; its processes end with it.
    void killSupervisor();
    /// With SIGKILL, a pod or the clients, by a number; its name.
    std::string killProcess(std::uint64_t number);
    /// Nothing is asked for meanwhile, and nobody ends.
    void pauseLoad() const;
    void resumeLoad() const;

    const std::string& ledgers() const { return m_ledgers; }
    /// How many journeys clients were told are done, over all starts.
    std::size_t accepted();
    /// Waits for so many more; throws std::runtime_error after a minute.
    void awaitAccepted(std::size_t more);
    /// What the supervisor has said since its last start.
    std::string said() const;

private:
    std::map<std::string, pid_t> processes() const;
    void signalClients(int signal) const;

    std::vector<std::string> m_command;
    std::string m_ledgers;
    std::string m_output;
    std::optional<Program> m_program;
    std::map<std::string, std::size_t> m_read;  ///< bytes of each ledger that are counted
    std::size_t m_accepted = 0;
};

}  // namespace headroom::integration
