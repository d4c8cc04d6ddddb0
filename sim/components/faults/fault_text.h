#pragma once

#include <string>

#include "model/scenario/fault.h"

namespace headroom::sim {

/// "the network of service/notification is cut off from everything for 60 s".
std::string describe(const model::Fault& fault);

/// The id of the element a fault acts on.
std::string faultElement(const model::Fault& fault);

}  // namespace headroom::sim
