#pragma once

#include <cstdint>
#include <optional>

#include "model/config/kubernetes.h"
#include "model/quantities.h"

namespace headroom::rules {

/// The kubelet's worker for one probe of one container: call tick() at once and then every period; when it says Probe,
/// run the probe and hand its end to report(). Source: kubernetes 1.35 pkg/kubelet/prober/worker.go.
class ProbeWorker {
public:
    enum class Kind { Readiness, Liveness, Startup };
    enum class Result { Unknown, Success, Failure };
    enum class Action { Skip, Probe, Stop };

    /// The container as the kubelet sees it when the worker ticks.
    struct Container {
        std::optional<std::uint64_t> id;  ///< a new one after each restart; absent: not created yet
        bool running = false;
        bool willRestart = true;  ///< a container that ended and won't be restarted stops the worker
        model::Instant startedAt;
        bool started = false;  ///< its startup probe succeeded, or it has none
        bool podBeingDeleted = false;
    };

    ProbeWorker(Kind kind, const model::Probe& probe) : m_kind(kind), m_probe(probe) {}

    /// Returns what to do now; may change the stored result (new container, not running, pod being deleted).
    Action tick(model::Instant now, const Container& container);

    /// Takes the end of a probe that tick() asked for; nothing for an execution error, which is discarded.
    /// Returns the new stored result when this changed it.
    std::optional<Result> report(std::optional<bool> success);

    /// The result that counts; nothing before the first container.
    std::optional<Result> stored() const { return m_stored; }

    /// Whether the worker waits for a new container because this one failed its liveness probe or its startup is decided.
    bool onHold() const { return m_onHold; }

private:
    Result initialResult() const;

    Kind m_kind;
    model::Probe m_probe;
    std::optional<std::uint64_t> m_container;
    std::optional<Result> m_stored;
    Result m_last = Result::Unknown;
    int m_run = 0;  // how often m_last came in a row; survives a new container, as in the kubelet
    bool m_onHold = false;
};

/// Returns the delay before a worker's first tick: `draw` in [0, 1) of a period if the kubelet is younger than one.
model::Duration firstProbeDelay(const model::Probe& probe, model::Duration kubeletAge, double draw);

}  // namespace headroom::rules
