#pragma once

#include <array>
#include <optional>

#include "model/rules/kubernetes/probe_worker.h"
#include "sim/random/stream.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// The kubelet's probes of one container: calls the workers' rules in time and runs what they ask for.
class ProbeRunner final : public EventTarget {
public:
    using Kind = rules::ProbeWorker::Kind;
    using Result = rules::ProbeWorker::Result;
    /// How a container answers a probe; None: not at all, so that the probe fails by its timeout.
    enum class Answer { Success, Failure, None };

    /// What is probed.
    class Subject {
    public:
        virtual rules::ProbeWorker::Container probedContainer() const = 0;
        virtual Answer answerProbe() const = 0;
        /// A worker's stored result has changed.
        virtual void onProbeResult(Kind kind, Result result) = 0;

    protected:
        ~Subject() = default;
    };

    ProbeRunner(Context& context, const model::Deployment& deployment, Subject& subject);

    bool has(Kind kind) const { return m_workers[index(kind)].has_value(); }
    /// Whether the readiness probe lets the container be ready.
    bool isReady() const;

    /// The container ran before the run began: its probes have succeeded, and tick at a phase drawn from `random`.
    void adopt(RandomStream& random);
    /// All workers tick now and every period from now on.
    void start();
    /// The readiness worker ticks now and every period from now on, as when the kubelet saw the container change.
    void probeReadiness();
    /// The kubelet is gone.
    void stop();

    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { Tick, TimedOut };
    struct Worker {
        Worker(Kind kind, const model::Probe& declared) : probe(declared), rule(kind, declared) {}
        const model::Probe& probe;
        rules::ProbeWorker rule;
        EventHandle tick;
        std::optional<std::uint64_t> probing;  ///< the container that has not answered yet
    };
    static std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }
    void restart(Worker& worker, std::size_t kind);
    void tick(Worker& worker, std::size_t kind);
    void report(Worker& worker, std::size_t kind, bool success);

    Context& m_context;
    Subject& m_subject;
    std::array<std::optional<Worker>, 3> m_workers;
};

}  // namespace headroom::sim
