#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/kubernetes/change.h"
#include "connectors/kubernetes/objects.h"

namespace headroom::connectors::kubernetes {

/// What an autoscaler's conditions say that they didn't say before: limited, free again, without metrics. Null before: it is new.
std::vector<Change> changesOf(const Autoscaler* before, const Autoscaler& after, const std::string& shown);

/// "cpu 83 % of 60 %, lag 1200 of 1000"; "–" where a value is unknown.
std::string metricsText(const Autoscaler& scaler);

/// The replicas of a workload have changed. What isn't known is absent.
struct Scaling {
    std::string shown;  ///< the workload
    std::optional<int> from;
    int to = 0;
    std::optional<Autoscaler> by;  ///< as it was when it had scaled; absent: not by one that is known
    std::string because;           ///< "cpu resource utilization … above target"; empty: nobody has said
};

/// The event that tells of it: hpa.scaled with all that the autoscaler says of itself, or deployment.scaled.
Change changeOf(const Scaling& scaling);

}  // namespace headroom::connectors::kubernetes
