#pragma once

#include <optional>

#include "model/config/kubernetes.h"
#include "model/quantities.h"

namespace headroom::rules {

/// The kubelet's back-off before restarting a container that exited: 0, 10, 20, 40, ... seconds up to the cap, counted
/// from its exit, one object per container. Without jitter.
/// Source: kubernetes 1.35 pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff, client-go util/flowcontrol/backoff.go.
class CrashLoopBackOff {
public:
    explicit CrashLoopBackOff(const model::CrashLoopBackOffConfig& config = {});

    /// Asks to restart at `now` a container that exited at `finishedAt`. Returns nothing when it restarts now, which
    /// doubles the next back-off; else the instant at which it may be asked again.
    std::optional<model::Instant> blockedUntil(model::Instant now, model::Instant finishedAt);

    /// The back-off that the next exit will meet; 0 before the first restart.
    model::Duration current() const { return m_value.value_or(model::Duration{0}); }

private:
    bool expired(model::Instant finishedAt) const;

    model::CrashLoopBackOffConfig m_config;
    std::optional<model::Duration> m_value;
    model::Instant m_lastUpdate;
};

}  // namespace headroom::rules
