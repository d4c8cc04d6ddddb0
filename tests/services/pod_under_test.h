#pragma once

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "services/pod/pod.h"

namespace headroom::services {

/// A pod on a thread of this process, told and heard as its supervisor does.
class PodUnderTest {
public:
    PodUnderTest(const model::Scenario& scenario, const std::string& service, const std::string& bootstrap,
                 const std::string& data);
    /// Stops it and waits.
    ~PodUnderTest();
    PodUnderTest(const PodUnderTest&) = delete;
    PodUnderTest& operator=(const PodUnderTest&) = delete;

    /// Waits for the next line about the event; throws std::runtime_error when the pod ends before.
    nlohmann::json await(const std::string& event);
    void tell(const nlohmann::json& command);
    int port() const { return m_port; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, Close>;

    File m_commandsOut;  ///< ours; the pod reads the other end
    File m_commandsIn;
    File m_logIn;
    File m_logOut;
    std::unique_ptr<Log> m_log;
    std::unique_ptr<Pod> m_pod;
    std::thread m_thread;
    int m_port = 0;
};

}  // namespace headroom::services
