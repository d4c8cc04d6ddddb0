#pragma once

#include <string>

namespace headroom::integration {

/// How large a cluster is made.
struct Extent {
    int topics = 1000;
    int partitions = 10;  ///< of each topic
    int groups = 2000;    ///< each of one topic, the topics in turn
    int records = 20;     ///< in each partition
    int committed = 5;    ///< of these
    int atATime = 100;    ///< requests under way while it is made
};

/// Makes topics, records and groups that are behind; throws std::runtime_error where that can't be.
void makeManyGroups(const std::string& bootstrap, const Extent& extent);

}  // namespace headroom::integration
