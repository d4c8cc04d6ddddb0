#include "model/rules/kafka/java_hash_order.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "model/rules/kafka/java_strings.h"

namespace headroom::rules {
namespace {

TEST(JavaStrings, HashesAreThoseOfStringHashCode) {
    EXPECT_EQ(javaHashCode(""), 0U);
    EXPECT_EQ(javaHashCode("a"), 97U);
    EXPECT_EQ(javaHashCode("hello"), 99162322U);
    EXPECT_EQ(javaHashCode("Aa"), javaHashCode("BB"));
    EXPECT_EQ(javaHashCode("\xC3\xA9"), 233U);                             // é
    EXPECT_EQ(javaHashCode("\xF0\x9F\x98\x80"), 0xD83DU * 31U + 0xDE00U);  // a surrogate pair
}

TEST(JavaStrings, OrderIsByUtf16CodeUnits) {
    EXPECT_TRUE(javaLess("a", "b"));
    EXPECT_TRUE(javaLess("a", "aa"));
    EXPECT_FALSE(javaLess("a", "a"));
    EXPECT_TRUE(javaLess("Z", "a"));
    // A surrogate pair sorts before U+E000, although its code point is larger.
    EXPECT_TRUE(javaLess("\xF0\x9F\x98\x80", "\xEE\x80\x80"));
    EXPECT_FALSE(javaLess("\xEE\x80\x80", "\xF0\x9F\x98\x80"));
    EXPECT_TRUE(javaLess("\xED\x9F\xBF", "\xF0\x9F\x98\x80"));
}

TEST(JavaHashOrder, IteratesByBucketThenInsertion) {
    JavaHashOrder order;
    order.insert(0, 17);  // bucket 1
    order.insert(1, 2);
    order.insert(2, 1);  // bucket 1, after key 0
    EXPECT_EQ(order.keys(), (std::vector<std::size_t>{0, 2, 1}));
    EXPECT_EQ(order.first(), 0U);
    order.erase(0, 17);
    EXPECT_EQ(order.keys(), (std::vector<std::size_t>{2, 1}));
}

TEST(JavaHashOrder, GrowsAboveThreeQuartersAndSplitsBuckets) {
    JavaHashOrder order;
    order.insert(100, 16);  // bucket 0 of 16, bucket 16 of 32
    for (std::uint32_t i = 1; i <= 11; ++i) order.insert(i, i);
    EXPECT_EQ(order.keys().front(), 100U);
    order.insert(12, 12);  // the 13th
    EXPECT_EQ(order.keys().back(), 100U);
}

TEST(JavaHashOrder, ALongChainGrowsASmallTable) {
    JavaHashOrder order;
    order.insert(99, 1);
    for (std::uint32_t i = 0; i < 8; ++i) order.insert(i, i * 32);
    EXPECT_EQ(order.keys().back(), 99U);  // all in bucket 0 so far
    order.insert(8, 16);                  // ninth of the chain in a table of 16
    EXPECT_EQ(order.keys().back(), 8U);
}

TEST(JavaHashOrder, HighBitsTakePart) {
    JavaHashOrder order;
    order.insert(0, 0x00020000);  // spreads to bucket 2
    order.insert(1, 1);
    EXPECT_EQ(order.keys(), (std::vector<std::size_t>{1, 0}));
}

TEST(JavaHashOrder, EmptyHasNoFirst) {
    EXPECT_THROW(JavaHashOrder().first(), std::logic_error);
}

}  // namespace
}  // namespace headroom::rules
