#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/described_groups.h"

namespace headroom::integration {

/// LinkedIn's Burrow, and the ZooKeeper it insists on, watching a cluster until this object goes.
class Burrow {
public:
    /// The cluster has had commits before: without any there is no topic of them, and Burrow gives up. Throws std::runtime_error.
    explicit Burrow(const std::string& bootstrap);

    /// What it says of a group's partitions, sorted, without ends and members, which it doesn't tell; empty while it knows none.
    std::vector<DescribedPartition> describe(const std::string& group) const;

private:
    std::string m_folder;
    int m_port = 0;
    std::unique_ptr<Program> m_zooKeeper;
    std::unique_ptr<Program> m_burrow;
};

}  // namespace headroom::integration
