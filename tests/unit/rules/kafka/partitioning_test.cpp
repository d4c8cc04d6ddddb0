#include "model/rules/kafka/partitioning.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

// Values of Kafka's own unit test for murmur2, as unsigned numbers.
TEST(Partitioning, Murmur2OfKnownKeys) {
    EXPECT_EQ(murmur2("21"), static_cast<std::uint32_t>(-973932308));
    EXPECT_EQ(murmur2("foobar"), static_cast<std::uint32_t>(-790332482));
    EXPECT_EQ(murmur2("a-little-bit-long-string"), static_cast<std::uint32_t>(-985981536));
    EXPECT_EQ(murmur2("abc"), 479470107U);
}

TEST(Partitioning, Crc32OfTheCheckString) {
    EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
    EXPECT_EQ(crc32(""), 0U);
}

TEST(Partitioning, OnlyTheJavaClientAndMurmur2HashAnEmptyKey) {
    EXPECT_EQ(murmur2RandomPartition("", 7), keyedPartition("", 7));
    EXPECT_FALSE(consistentRandomPartition("", 7));
    EXPECT_FALSE(murmur2RandomPartition(std::nullopt, 7));
    EXPECT_FALSE(consistentRandomPartition(std::nullopt, 7));
    EXPECT_EQ(consistentRandomPartition("123456789", 10), static_cast<int>(0xCBF43926U % 10));
}

TEST(Partitioning, LingeringPartitionStaysForItsTime) {
    LingeringPartition sticky(model::Duration::milliseconds(10));
    const auto at = [](int ms) { return model::Instant::start() + model::Duration::milliseconds(ms); };
    EXPECT_FALSE(sticky.current(at(0)));
    sticky.chosen(3, at(0));
    EXPECT_EQ(sticky.current(at(10)), 3);
    EXPECT_FALSE(sticky.current(at(11)));
}

TEST(Partitioning, WithoutLingerEveryRecordIsDrawn) {
    LingeringPartition sticky(model::Duration{0});
    sticky.chosen(3, model::Instant::start());
    EXPECT_FALSE(sticky.current(model::Instant::start()));
}

}  // namespace
}  // namespace headroom::rules
