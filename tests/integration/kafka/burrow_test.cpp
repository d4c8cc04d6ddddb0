// Lag as our observer sees it, equal to what Burrow says where both say something.
#include "tests/integration/kafka/burrow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/observed_groups.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

/// What Burrow says too: where a group is and how far behind.
std::vector<DescribedPartition> comparable(std::vector<DescribedPartition> rows) {
    for (DescribedPartition& row : rows) {
        row.end.reset();
        row.member.clear();
    }
    return rows;
}

TEST(BurrowsLag, IsOurs) {
    const std::string bootstrap = Cluster::shared().bootstrap();
    Administration administration(bootstrap);
    RecordSource source(bootstrap);
    administration.createTopic("orders", 3);
    administration.createTopic("payments", 1);
    for (int partition = 0; partition < 3; ++partition) source.produce({"orders", partition, 10 + 7 * partition});
    source.produce({"payments", 0, 40});
    administration.commit("audit", {{{"orders", 0}, 10}, {{"orders", 1}, 4}, {{"orders", 2}, 1}, {{"payments", 0}, 33}});
    administration.commit("billing", {{{"payments", 0}, 40}});

    const Burrow burrow(bootstrap);
    ObservedGroups observed(bootstrap, {"audit", "billing"});
    const auto ours = [&](const std::string& name) {
        std::vector<DescribedPartition> rows = comparable(rowsOf(observed.look()));
        std::erase_if(rows, [&](const DescribedPartition& row) { return row.group != name; });
        return rows;
    };
    for (const char* name : {"audit", "billing"}) {
        waitUntil(std::string("Burrow knows ") + name, [&] { return burrow.describe(name).size() == ours(name).size(); });
        EXPECT_EQ(burrow.describe(name), ours(name));
    }
    EXPECT_EQ(burrow.describe("audit").size(), 4U);
    EXPECT_EQ(burrow.describe("audit")[1].lag, 13);

    source.produce({"orders", 1, 100});
    administration.commit("audit", {{{"orders", 1}, 60}});
    waitUntil("Burrow has seen what came since", [&] { return burrow.describe("audit") == ours("audit"); });
    EXPECT_EQ(burrow.describe("audit")[1].lag, 57);
    EXPECT_EQ(burrow.describe("billing"), ours("billing"));
}

}  // namespace
}  // namespace headroom::integration
