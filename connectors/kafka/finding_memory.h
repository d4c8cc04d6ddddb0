#pragma once

#include <map>
#include <string>
#include <vector>

#include "connectors/kafka/finding.h"

namespace headroom::connectors::kafka {

/// Knows what held at the look before.
class FindingMemory {
public:
    /// The events that tell of what has begun, changed and ended since; their times are left to who writes them.
    std::vector<trace::Event> changes(const std::vector<Finding>& findings);

private:
    std::map<std::string, Finding> m_known;  ///< by key
};

}  // namespace headroom::connectors::kafka
