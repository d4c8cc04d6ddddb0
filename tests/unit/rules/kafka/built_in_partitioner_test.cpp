#include "model/rules/kafka/built_in_partitioner.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace headroom::rules {
namespace {

constexpr std::array<int, 3> kAll{0, 1, 2};

TEST(BuiltInPartitioner, StartsWithoutAPartition) {
    BuiltInPartitioner partitioner(100);
    EXPECT_FALSE(partitioner.current());
    EXPECT_EQ(partitioner.choose(4, kAll, 3), 1);
    EXPECT_EQ(partitioner.current(), 1);
}

TEST(BuiltInPartitioner, ChoosesAmongAvailableElseAmongAll) {
    BuiltInPartitioner partitioner(100);
    const std::array<int, 2> available{2, 5};
    EXPECT_EQ(partitioner.choose(3, available, 8), 5);
    EXPECT_EQ(partitioner.choose(13, {}, 8), 5);
    EXPECT_EQ(partitioner.choose(0x80000003U, {}, 8), 3);  // the sign bit is dropped
}

TEST(BuiltInPartitioner, SwitchesAtAFullBatchOnceEnoughIsProduced) {
    BuiltInPartitioner partitioner(100);
    partitioner.choose(0, kAll, 3);
    EXPECT_FALSE(partitioner.append(99, true));
    EXPECT_EQ(partitioner.bytesUntilSwitch(), 1);
    EXPECT_TRUE(partitioner.append(1, true));
    EXPECT_FALSE(partitioner.current());
}

TEST(BuiltInPartitioner, PutsTheSwitchOffUntilTheBatchIsFullOrTwiceTheSizeIsReached) {
    BuiltInPartitioner partitioner(100);
    partitioner.choose(0, kAll, 3);
    EXPECT_FALSE(partitioner.append(150, false));
    EXPECT_EQ(partitioner.bytesUntilForcedSwitch(), 50);
    EXPECT_TRUE(partitioner.append(0, true));

    partitioner.choose(0, kAll, 3);
    EXPECT_FALSE(partitioner.append(199, false));
    EXPECT_TRUE(partitioner.append(1, false));
}

TEST(BuiltInPartitioner, ShortQueuesAreChosenMoreOften) {
    BuiltInPartitioner partitioner(100);
    partitioner.updateLoad(std::array{0, 3, 1}, kAll, 3);
    ASSERT_TRUE(partitioner.hasLoad());
    EXPECT_EQ(partitioner.loadRangeEnd(), 4 + 1 + 3);
    std::array<int, 3> chosen{};
    for (std::uint32_t draw = 0; draw < 8; ++draw) ++chosen.at(static_cast<std::size_t>(partitioner.choose(draw, kAll, 3)));
    EXPECT_EQ(chosen, (std::array{4, 1, 3}));
}

TEST(BuiltInPartitioner, EqualOrTooFewQueuesAreNoLoad) {
    BuiltInPartitioner partitioner(100);
    partitioner.updateLoad(std::array{2, 2, 2}, kAll, 3);
    EXPECT_FALSE(partitioner.hasLoad());
    partitioner.updateLoad(std::array{2}, std::array{0}, 1);
    EXPECT_FALSE(partitioner.hasLoad());
    partitioner.updateLoad({}, {}, 3);
    EXPECT_FALSE(partitioner.hasLoad());
    // Equal, but one partition is excluded: it must not be chosen.
    partitioner.updateLoad(std::array{2, 2}, std::array{0, 2}, 3);
    EXPECT_TRUE(partitioner.hasLoad());
    EXPECT_EQ(partitioner.choose(1, kAll, 3), 2);
    partitioner.clearLoad();
    EXPECT_FALSE(partitioner.hasLoad());
}

TEST(BuiltInPartitioner, NeedsABatchSize) {
    EXPECT_THROW(BuiltInPartitioner(0), std::logic_error);
}

}  // namespace
}  // namespace headroom::rules
