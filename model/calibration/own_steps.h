#pragma once

#include <string>
#include <vector>

#include "model/scenario/elements.h"

namespace headroom::calibration {

/// A step that is its service's own work, and where its scenario says what it takes.
struct OwnStep {
    const model::Step* step = nullptr;
    std::string path;    ///< "services.order.operations.create[0].cpu"
    bool isCpu = false;  ///< else it waits
};

/// The `cpu` and `wait` steps of a service, in the order of its operations and listeners. A gateway's routes share the path of
/// its authentication.
std::vector<OwnStep> ownSteps(const model::Service& service);

}  // namespace headroom::calibration
