#include "model/rules/kafka/producer_sequences.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

TEST(ProducerSequences, AppendsInSequenceOnly) {
    ProducerSequences sequences;
    EXPECT_EQ(sequences.offer(0, 10), SequenceVerdict::Append);
    EXPECT_EQ(sequences.offer(11, 1), SequenceVerdict::OutOfOrder);
    EXPECT_EQ(sequences.offer(10, 5), SequenceVerdict::Append);
}

TEST(ProducerSequences, RemembersFiveBatches) {
    ProducerSequences sequences;
    for (int batch = 0; batch < 6; ++batch) ASSERT_EQ(sequences.offer(batch, 1), SequenceVerdict::Append);
    EXPECT_EQ(sequences.offer(1, 1), SequenceVerdict::Duplicate);
    EXPECT_EQ(sequences.offer(5, 1), SequenceVerdict::Duplicate);
    EXPECT_EQ(sequences.offer(0, 1), SequenceVerdict::OutOfOrder);
    EXPECT_EQ(sequences.offer(5, 2), SequenceVerdict::OutOfOrder);
}

TEST(ProducerSequences, StartsAnywhereAndWraps) {
    ProducerSequences sequences;
    EXPECT_EQ(sequences.offer(2147483646, 2), SequenceVerdict::Append);
    EXPECT_EQ(sequences.offer(0, 3), SequenceVerdict::Append);
    EXPECT_EQ(sequences.offer(3, 1), SequenceVerdict::Append);
    EXPECT_EQ(sequences.offer(2147483646, 2), SequenceVerdict::Duplicate);
}

}  // namespace
}  // namespace headroom::rules
