#pragma once

#include <string>

#include "model/scenario/fault.h"

namespace headroom::model {

/// What faults do that mean the same wherever they are played, as sentences without an end; a visitor to derive from.
struct FaultWords {
    std::string operator()(const SlowElement& fault) const;
    std::string operator()(const FailElement& fault) const;
    std::string operator()(const OutageElement& fault) const;
    std::string operator()(const Surge& fault) const;
    std::string operator()(const PoisonMessages& fault) const;
    std::string operator()(const HotKey& fault) const;
};

}  // namespace headroom::model
