#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "model/rules/kubernetes/crash_loop_back_off.h"
#include "model/rules/kubernetes/hpa_input.h"
#include "sim/components/kubernetes/cfs_quota.h"
#include "sim/components/kubernetes/endpoint_publisher.h"
#include "sim/components/kubernetes/node.h"
#include "sim/components/kubernetes/probe_runner.h"
#include "sim/components/service/service.h"

namespace headroom::sim {

/// A pod as API server and kubelet see it: from its creation by a ReplicaSet, over its container's starts, probes and crashes,
/// to its end. The Pod of the service is the process in its container.
class ManagedPod final : public EventTarget, public ProbeRunner::Subject {
public:
    /// Hears of what happens to its pods.
    class Owner {
    public:
        /// The pod no longer counts as a replica.
        virtual void onDeleted(ManagedPod& pod) = 0;
        /// The pod no longer takes room on its node.
        virtual void onGone(ManagedPod& pod) = 0;

    protected:
        ~Owner() = default;
    };

    ManagedPod(Context& context, Service& service, RandomStream& random, Owner& owner, std::string name);

    const std::string& name() const { return m_name; }
    const Service& service() const { return m_service; }
    const PodResources& resources() const { return m_resources; }
    Node* node() const { return m_node; }
    /// The process; null before the pod is bound to a node and after it is gone.
    Pod* process() const { return m_pod; }
    Instant created() const { return m_created; }
    Instant readySince() const { return m_readyTransition; }
    bool isReady() const { return m_isReady; }  ///< as the API server shows it
    bool isServing() const { return m_isServing; }
    bool isRunning() const { return m_container.running; }
    bool isPending() const { return !m_hasRun && !m_isGone; }
    bool isBeingDeleted() const { return m_isBeingDeleted; }
    bool isGone() const { return m_isGone; }
    std::int64_t restarts() const { return m_restarts; }
    std::uint64_t containerId() const { return m_container.id.value_or(0); }
    const CfsCounters& throttling() const { return m_throttling; }
    Duration cpuUsed() const;
    /// As the HPA controller reads it from the API server.
    rules::HpaPod status() const;

    /// Binds the pod to a node; its container starts after the service's scheduling time.
    void bind(Node& node);
    /// Binds a pod that has been running, ready and an endpoint since before the run.
    void adopt(Node& node);
    /// Sets the deletion timestamp: the endpoint goes, and in parallel preStop, SIGTERM and at the end of the grace period
    /// SIGKILL.
    void remove(const trace::Reason& why);
    /// Deletes the pod without any grace.
    void removeAtOnce(const trace::Reason& why);
    /// The container's process dies.
    void crash(int exitCode, const trace::Reason& why);
    /// A process that hangs answers no probe and no SIGTERM.
    void setHung(bool isHung) { m_isHung = isHung; }
    bool isHung() const { return m_isHung; }

    // Its node's life.
    void nodeLost();
    void nodeUnknown();
    void evict(const trace::Reason& why);
    void nodeRestored();

    rules::ProbeWorker::Container probedContainer() const override;
    ProbeRunner::Answer answerProbe() const override;
    void onProbeResult(ProbeRunner::Kind kind, ProbeRunner::Result result) override;
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

    /// What the metrics server remembers of it.
    struct Usage {
        struct WindowBegin {
            Instant at;
            std::uint64_t container;
            Duration used;
        };
        std::deque<WindowBegin> windows;
        std::optional<rules::PodSample> sample;
    };
    Usage& usage() { return m_usage; }

private:
    enum Code : std::uint32_t { ContainerStarts, StartupOver, BackOffOver, Terminate, Kill, CheckIdle };

    void place(Node& node);
    void addQuota();
    void observe();
    void startContainer();
    void restartIfAllowed();
    void startupOver();
    void stopContainer();
    void terminate();
    void exited(int exitCode);
    void killProcess();
    void finish();
    void updateReady();
    void setReady(bool isReady);
    void schedule(Duration delay, Code code) { m_context.kernel.scheduleAfter(delay, *this, code, m_epoch); }
    void tell(const char* kind, trace::Reason why, const char* severity = "info");
    bool hasKubelet() const { return m_node != nullptr && m_node->isUp; }

    Context& m_context;
    Service& m_service;
    RandomStream& m_random;
    Owner& m_owner;
    std::string m_name;
    std::string m_element;
    PodResources m_resources;
    Instant m_created;
    std::optional<Instant> m_startTime;
    Node* m_node = nullptr;
    Pod* m_pod = nullptr;
    Pod* m_lastProcess = nullptr;  ///< the service keeps it for the rest of the run
    rules::ProbeWorker::Container m_container;
    Instant m_exitedAt;
    std::uint64_t m_epoch = 0;  ///< events for an earlier life of the container are ignored
    bool m_hasRun = false;
    bool m_isServing = false;
    bool m_isHung = false;
    bool m_isReady = false;
    bool m_isStopping = false;
    bool m_isBeingDeleted = false;
    bool m_isGone = false;
    Instant m_readyTransition;
    std::int64_t m_restarts = 0;
    rules::CrashLoopBackOff m_backOff;
    ProbeRunner m_probes;
    EndpointPublisher m_endpoint;
    CfsCounters m_throttling;
    std::unique_ptr<CfsQuota> m_quota;
    Usage m_usage;
};

}  // namespace headroom::sim
