// libFuzzer target: whatever is pasted, no lag is negative, every group is there once, and every complaint has a place in the
// text.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "connectors/kafka/described_groups.h"

namespace {

using namespace headroom;
using namespace headroom::connectors::kafka;

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const Group& group) {
    require(group.partitions.has_value());
    require(std::ranges::is_sorted(*group.partitions, {}, &GroupPartition::place));
    for (const GroupPartition& partition : *group.partitions) require(!partition.lag || *partition.lag >= 0);
}

/// Heads that fit, so that rows are reached.
const std::string heads = "GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const bool isTable = size > 0 && data[0] % 2 == 0;
    const std::string text = isTable ? heads + std::string(bytes) : std::string(bytes);
    const auto lines = std::ranges::count(text, '\n') + 1;
    const DescribedGroups read = readDescribedGroups(text, "pasted");
    for (const Group& group : read.snapshot.groups) check(group);
    require(std::ranges::is_sorted(read.snapshot.groups, {}, &Group::name));
    for (const model::Diagnostic& diagnostic : read.diagnostics.all()) {
        require(diagnostic.location.position.line >= 1 && diagnostic.location.position.line <= lines);
        require(diagnostic.location.position.column >= 1 && !diagnostic.message.empty());
    }
    return 0;
}
