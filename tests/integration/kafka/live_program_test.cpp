// headroom live, the program as users start it, says what ConsumerGroupCommand says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/group_member.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

using nlohmann::json;

std::optional<std::int64_t> number(const json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>());
}

std::string holderOf(const json& group, const json& partition) {
    for (const json& member : group["members"])
        for (const json& place : member["assignment"])
            if (place["topic"] == partition["topic"] && place["partition"] == partition["partition"]) return member["id"];
    return "";
}

/// What the program printed, in the words of ConsumerGroupCommand.
std::vector<DescribedPartition> rowsOf(const json& snapshot) {
    std::vector<DescribedPartition> rows;
    for (const json& group : snapshot["groups"])
        for (const json& partition : group["partitions"])
            rows.push_back({group["group"], partition["topic"], partition["partition"], number(partition["committed"]),
                            number(partition["end"]), number(partition["lag"]), holderOf(group, partition)});
    std::ranges::sort(rows);
    return rows;
}

std::vector<DescribedPartition> live(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{HEADROOM_PROGRAM, "live", "--once", "--format", "json"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Outcome outcome = headroom::run(command);
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    return rowsOf(json::parse(outcome.output));
}

TEST(LiveProgram, SaysWhatTheBrokersOwnToolSays) {
    Cluster& cluster = Cluster::shared();
    Administration administration(cluster.bootstrap());
    RecordSource source(cluster.bootstrap());
    administration.createTopic("watched", 3);
    for (int partition = 0; partition < 3; ++partition) source.produce({"watched", partition, 5 * (partition + 1)});
    administration.commit("resting", {{{"watched", 0}, 5}, {{"watched", 2}, 1}});
    GroupMember member(cluster.bootstrap(), "working", {"watched"});
    member.waitForPartitions(3);
    member.commit({{{"watched", 1}, 3}});

    const std::string said = cluster.consumerGroups({"--describe", "--group", "working", "--group", "resting"});
    std::vector<DescribedPartition> truth = readDescribedPartitions(said);
    std::ranges::sort(truth);
    ASSERT_EQ(truth.size(), 2U + 3U);
    EXPECT_EQ(live({"--kafka", cluster.bootstrap(), "--group", "working", "--group", "resting"}), truth);
    // The same, pasted.
    const std::string file = freshPath("pasted.txt");
    std::ofstream(file) << said;
    EXPECT_EQ(live({"--from", file}), truth);
}

}  // namespace
}  // namespace headroom::integration
