#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "sim/components/execution/step_runner.h"
#include "sim/components/execution/unanswered_calls.h"
#include "sim/components/execution/workplace.h"

namespace headroom::sim {

class ListenerThread;
class Producer;
class Service;

/// One replica of a service: its threads, its queue, its share of a host.
class Pod final : public ExecutionObserver {
public:
    Pod(Context& context, Service& service, std::string name, const std::string& zone, HostIndex host);
    ~Pod();
    Pod(const Pod&) = delete;
    Pod& operator=(const Pod&) = delete;

    const std::string& name() const { return m_name; }
    Workplace& workplace() { return m_workplace; }
    const Workplace& workplace() const { return m_workplace; }
    /// Whether its process runs (ready or not).
    bool isRunning() const { return m_isRunning; }
    std::int64_t busyThreads() const { return m_busyThreads; }
    std::size_t queued() const { return m_queue.size(); }

    /// A request of the service's pool arrives: it gets a thread, waits for one, or is refused.
    void accept(std::uint32_t request);
    /// The container exists, but its process does not serve yet: connections are refused until startProcess().
    void awaitStart();
    /// The process dies: everything in it is lost; callers of requests in progress see a reset connection.
    void die();
    /// Its host is lost: as die(), but callers hear nothing for now, neither those that wait nor those still to come.
    void vanish();
    /// Who heard nothing.
    UnansweredCalls& unanswered() { return m_unanswered; }
    /// A new process serves, with everything in it new.
    void startProcess();
    /// New requests are refused from now on; those it has are served.
    void drain() { m_isDraining = true; }
    /// Whether nothing is in progress and its listener threads have left their groups.
    bool isIdle() const;
    /// The listener threads join their groups; `isStable` when they were members before the run began.
    void startListening(bool isStable);
    /// Orderly: the listener threads leave their groups after the present batch.
    void stopListening();

    void onExecutionDone(std::uint64_t request, Outcome outcome) override;

private:
    void begin(std::uint32_t request);
    void serveNext();
    void addPools();
    void addProducers();
    void addListeners();
    void abandonWork();

    Context& m_context;
    Service& m_service;
    std::string m_name;
    Workplace m_workplace;
    std::deque<std::uint32_t> m_queue;
    std::int64_t m_busyThreads = 0;
    std::int64_t m_threads;   ///< max() = unlimited
    std::int64_t m_queueLimit;
    bool m_isRunning = true;
    bool m_isDraining = false;
    bool m_isLost = false;
    UnansweredCalls m_unanswered;
    std::vector<std::unique_ptr<Producer>> m_producers;
    std::vector<std::unique_ptr<ListenerThread>> m_listeners;
    std::vector<std::unique_ptr<ListenerThread>> m_deadListeners;  ///< their groups know them until their sessions expire
};

}  // namespace headroom::sim
