#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/rules/kubernetes/crash_loop_back_off.h"
#include "services/supervisor/child_process.h"

namespace headroom::services {

/// What has to run: a pod, or the clients.
struct Launch {
    std::string name;
    std::string service;  ///< empty: the clients
    std::vector<std::string> command;
    /// What its n-th start, from 0, is given to be able to serve; absent or 0: no "--startup".
    std::function<model::Duration(int start)> startup;
    bool isEndless = true;  ///< it starts again even when it has ended by itself with status 0
};

/// A process that runs until it is told to end: when it dies it starts again, with the kubelet's back-off.
class SupervisedProcess {
public:
    enum class State { Scheduled, Starting, Ready, Unready, BackingOff, Ending, Gone };

    /// Called by the loop, except `started` and `exited` of a process that could not be started.
    class Owner {
    public:
        virtual void started(SupervisedProcess& process) = 0;  ///< it can be told things
        virtual void changed(SupervisedProcess& process) = 0;  ///< whether it can be called, or where
        /// A line of its output; `said` is null when that is no JSON object.
        virtual void said(SupervisedProcess& process, const std::string& line, const nlohmann::json& said) = 0;
        /// It ended unasked; it starts again after `wait`.
        virtual void exited(SupervisedProcess& process, const ChildEnd& end, model::Duration wait) = 0;
        virtual void gone(SupervisedProcess& process) = 0;  ///< for good; may not destroy it

    protected:
        ~Owner() = default;
    };

    SupervisedProcess(EventLoop& loop, Launch launch, Owner& owner);
    ~SupervisedProcess();
    SupervisedProcess(const SupervisedProcess&) = delete;
    SupervisedProcess& operator=(const SupervisedProcess&) = delete;

    const std::string& name() const { return m_launch.name; }
    const std::string& service() const { return m_launch.service; }
    State state() const { return m_state; }
    bool isReady() const { return m_state == State::Ready; }
    std::optional<int> port() const { return m_port; }
    int restarts() const { return m_starts > 1 ? m_starts - 1 : 0; }
    /// What it said that wasn't an ordinary message; empty when there is nothing.
    const std::string& complaint() const { return m_complaint; }
    /// It was told to stop and didn't, in time.
    bool hadToBeKilled() const { return m_hadToBeKilled; }

    /// After `delay`, if it isn't running.
    void start(model::Duration delay = {});
    void send(const nlohmann::json& command);
    /// Its process dies; it starts again. False when there is none.
    bool kill();
    /// It ends as it likes within the time, and is gone; after that it dies. Of several times the last counts.
    void stop(model::Duration grace);
    /// It dies, and is gone.
    void remove();

private:
    void launch();
    void take(const std::string& line);
    void act(const nlohmann::json& said);
    void become(State state);
    void ended(const ChildEnd& end);
    void tryRestart();
    void goneSoon();

    EventLoop& m_loop;
    Launch m_launch;
    Owner& m_owner;
    rules::CrashLoopBackOff m_backOff;
    State m_state = State::Scheduled;
    std::unique_ptr<ChildProcess> m_child;
    std::optional<int> m_port;
    model::Instant m_finishedAt;
    EventLoop::Timer m_timer = 0;
    int m_starts = 0;
    std::string m_complaint;
    bool m_hadToBeKilled = false;
};

}  // namespace headroom::services
