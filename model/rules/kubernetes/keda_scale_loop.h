#pragma once

#include <optional>

#include "model/config/kubernetes.h"
#include "model/quantities.h"
#include "model/rules/reason.h"

namespace headroom::rules {

/// KEDA's own half of scaling, every pollingInterval: 0 ↔ 1 (or minReplicaCount). Between them the HPA decides.
/// Source: keda v2.20.2 pkg/scaling/executor/scale_scaledobjects.go RequestScale, without idleReplicaCount and fallback.
class KedaScaleLoop {
public:
    struct Decision {
        std::optional<int> replicas;  ///< what to scale the target to; nothing: leave it
        Reason reason;                ///< set with replicas
    };

    KedaScaleLoop(const model::ScaledObject& scaledObject, model::Instant createdAt);

    /// Decides one poll. `active` says that some trigger is active, `error` that some trigger's poll failed.
    Decision poll(model::Instant now, int currentReplicas, bool active, bool error = false);

    /// When a trigger was last seen active, in whole seconds as the API stores it; nothing before the first time.
    std::optional<model::Instant> lastActive() const { return m_lastActive; }

private:
    model::ScaledObject m_scaledObject;
    model::Instant m_createdAt;
    std::optional<model::Instant> m_lastActive;
};

}  // namespace headroom::rules
