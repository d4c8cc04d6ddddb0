#pragma once

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace headroom::integration {

/// A row of `ConsumerGroupCommand --describe`; "-" there is nothing here.
struct DescribedPartition {
    std::string group;
    std::string topic;
    std::int32_t partition = 0;
    std::optional<std::int64_t> committed;
    std::optional<std::int64_t> end;
    std::optional<std::int64_t> lag;
    std::string member;  ///< its consumer id; empty without

    auto operator<=>(const DescribedPartition&) const = default;
};

/// For GoogleTest's messages.
void PrintTo(const DescribedPartition& row, std::ostream* stream);

/// Rows of one or more groups in the order they are printed; members without a partition have none. Throws std::runtime_error
/// on a row that isn't one.
std::vector<DescribedPartition> readDescribedPartitions(const std::string& output);

/// A group as `--describe --state` prints it.
struct DescribedState {
    int coordinator = 0;  ///< the number of its broker
    std::string state;    ///< "Stable", "Empty"
};

/// Throws std::runtime_error if the group isn't there.
DescribedState readDescribedState(const std::string& output, const std::string& group);

}  // namespace headroom::integration
