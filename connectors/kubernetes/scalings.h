#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/kubernetes/autoscaler_changes.h"

namespace headroom::connectors::kubernetes {

/// Puts together what workload, autoscaler and the cluster's events tell of one change of replicas, in whatever order they come.
class Scalings {
public:
    /// How long one waits for what else is told of it.
    static constexpr model::Duration patience = model::Duration::seconds(3);

    /// The workload's specification says another number; `isAutoscaled`: somebody else may say why.
    void noteWorkload(const ObjectName& workload, const std::string& shown, int from, int to, bool isAutoscaled,
                      trace::Instant now);
    /// An autoscaler has scaled: what it says of itself since.
    void noteAutoscaler(const Autoscaler& scaler, const std::string& shown, std::optional<int> from, trace::Instant now);
    /// An autoscaler's event gave a reason: "New size: 6; reason: …".
    void noteReason(const ObjectName& workload, const std::string& shown, const std::string& message, trace::Instant now);

    struct Told {
        ObjectName workload;
        Scaling scaling;
        trace::Instant at;  ///< when it was first heard of
    };
    /// Those of which all is known, or nothing more is to be expected.
    std::vector<Told> takeSettled(trace::Instant now);

private:
    struct Pending {
        Told told;
        bool isSeen = false;  ///< of the workload itself
        bool awaitsReason = true;
    };
    Pending& pending(const ObjectName& workload, const std::string& shown, int to, trace::Instant now);

    std::map<std::pair<ObjectName, int>, Pending> m_pending;
    std::map<std::pair<ObjectName, int>, trace::Instant> m_settled;  ///< not to be told again when the rest comes late
};

/// "New size: 6; reason: cpu … above target" taken apart; nothing of anything else.
std::optional<std::pair<int, std::string>> readRescale(const std::string& message);

}  // namespace headroom::connectors::kubernetes
