#pragma once

#include <string>
#include <vector>

#include "connectors/kafka/observer.h"
#include "tests/integration/kafka/described_groups.h"

namespace headroom::integration {

/// Our observer's look at some groups, in the words of ConsumerGroupCommand.
class ObservedGroups {
public:
    /// Throws std::runtime_error if there is nothing to look at.
    ObservedGroups(const std::string& bootstrap, const std::vector<std::string>& groups,
                   model::Duration timeout = model::Duration::seconds(5));

    /// One look; throws std::runtime_error if there is nothing to see.
    connectors::kafka::Snapshot look();

private:
    std::unique_ptr<connectors::kafka::Observer> m_observer;
};

/// All groups' rows, sorted, as ConsumerGroupCommand would print them.
std::vector<DescribedPartition> rowsOf(const connectors::kafka::Snapshot& snapshot);

}  // namespace headroom::integration
