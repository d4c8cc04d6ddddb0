#include "model/rules/kafka/record_size.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace headroom::rules {
namespace {

TEST(RecordSize, VarintsGrowEverySevenBits) {
    EXPECT_EQ(varintSize(0), 1);
    EXPECT_EQ(varintSize(-1), 1);
    EXPECT_EQ(varintSize(63), 1);
    EXPECT_EQ(varintSize(64), 2);
    EXPECT_EQ(varintSize(-64), 1);
    EXPECT_EQ(varintSize(-65), 2);
    EXPECT_EQ(varintSize(8191), 2);
    EXPECT_EQ(varintSize(8192), 3);
    EXPECT_EQ(varintSize(std::numeric_limits<std::int64_t>::min()), 10);
}

TEST(RecordSize, SmallestRecord) {
    // length, attributes, timestamp delta, offset delta, null key, empty value, no headers
    EXPECT_EQ(recordSizeInBytes(0, 0, {-1, 0, {}}), 7);
    EXPECT_EQ(batchSizeUpperBound({-1, 0, {}}), 61 + 21 + 3);
}

RC_GTEST_PROP(RecordSizeProperty, ARunIsTheSumOfItsRecords, ()) {
    const int first = *rc::gen::inRange(0, 9000);
    const int count = *rc::gen::inRange(0, 600);
    const auto timestampDelta = *rc::gen::inRange(0, 20000);
    const RecordShape shape{*rc::gen::inRange(-1, 80), *rc::gen::inRange(-1, 2000), {}};
    std::int64_t sum = 0;
    for (int i = 0; i < count; ++i) sum += recordSizeInBytes(first + i, timestampDelta, shape);
    RC_ASSERT(runSizeInBytes(first, count, timestampDelta, shape) == sum);
}

TEST(BatchEstimate, TakesOneRecordWhateverItsSizeThenIsFull) {
    BatchEstimate batch(100, model::Compression::None, kInitialCompressionRatio);
    EXPECT_TRUE(batch.hasRoomFor(5000));
    EXPECT_FALSE(batch.isFull());
    batch.append(5000);
    EXPECT_TRUE(batch.isFull());
    EXPECT_EQ(batch.sizeInBytes(), 5061);
}

TEST(BatchEstimate, ClosingMakesFull) {
    BatchEstimate batch(1000, model::Compression::None, kInitialCompressionRatio);
    batch.append(10);
    EXPECT_FALSE(batch.isFull());
    batch.close();
    EXPECT_TRUE(batch.isFull());
    EXPECT_FALSE(batch.hasRoomFor(1));
}

RC_GTEST_PROP(BatchEstimateProperty, RoomIsWhatOneByOneTakes, ()) {
    const bool isCompressed = *rc::gen::arbitrary<bool>();
    const auto codec = isCompressed ? model::Compression::Lz4 : model::Compression::None;
    const float ratio = static_cast<float>(*rc::gen::inRange(5, 130)) / 100.0F;
    BatchEstimate batch(*rc::gen::inRange(100, 20000), codec, ratio);
    const int earlier = *rc::gen::inRange(0, 3);
    const int size = *rc::gen::inRange(7, 4000);
    for (int i = 0; i < earlier && batch.hasRoomFor(100); ++i) batch.append(100);
    const int room = batch.roomForRecords(size);
    int taken = 0;
    for (; batch.hasRoomFor(size); ++taken) batch.append(size);
    RC_ASSERT(room == taken);
}

TEST(CompressionRatio, RisesFastAndFallsSlowly) {
    EXPECT_FLOAT_EQ(updatedCompressionRatio(0.5F, 0.52F), 0.55F);
    EXPECT_FLOAT_EQ(updatedCompressionRatio(0.5F, 0.9F), 0.9F);
    EXPECT_FLOAT_EQ(updatedCompressionRatio(0.5F, 0.1F), 0.495F);
    EXPECT_FLOAT_EQ(updatedCompressionRatio(0.5F, 0.5F), 0.5F);
}

}  // namespace
}  // namespace headroom::rules
