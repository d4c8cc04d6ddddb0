#pragma once

#include <atomic>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <thread>

#include "services/process/log.h"
#include "services/process/name_resolver.h"

namespace headroom::services {

/// Tells a process that has no supervisor what one would tell it: which addresses its endpoints' names stand for, as often as
/// that changes, and to stop when SIGTERM or SIGINT asks for an end.
class OwnCommands {
public:
    /// Before any other thread begins: from now on the two signals wait to be read. `log` outlives it. Throws std::runtime_error
    /// where there are no descriptors left.
    OwnCommands(NameResolver resolver, Log& log);
    /// Waits for a name that is being asked for.
    ~OwnCommands();
    OwnCommands(const OwnCommands&) = delete;
    OwnCommands& operator=(const OwnCommands&) = delete;

    /// Where the commands are to be read; ends no earlier than this.
    int descriptor() const { return m_read; }

private:
    void watchSignals();
    void watchNames();
    void tell(const nlohmann::json& command);
    void tellEndpoints();

    NameResolver m_resolver;
    Log& m_log;
    int m_read = -1;
    int m_write = -1;
    int m_signals = -1;
    int m_end = -1;  ///< an eventfd: readable when it is to end
    std::atomic<bool> m_isEnding{false};
    std::mutex m_mutex;  ///< one line at a time
    std::thread m_signalThread;
    std::thread m_nameThread;
};

}  // namespace headroom::services
