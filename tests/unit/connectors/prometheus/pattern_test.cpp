#include "connectors/prometheus/pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace headroom::connectors::prometheus {
namespace {

TEST(PatternTest, StandsForTexts) {
    EXPECT_TRUE(matches("503", "5??"));
    EXPECT_FALSE(matches("200", "5??"));
    EXPECT_FALSE(matches("5030", "5??"));
    EXPECT_TRUE(matches("/actuator/health", "/actuator*"));
    EXPECT_TRUE(matches("", "*"));
    EXPECT_TRUE(matches("", ""));
    EXPECT_FALSE(matches("", "?*"));
    EXPECT_TRUE(matches("x", "?*"));
    EXPECT_TRUE(matches("abcabd", "*ab?"));
    EXPECT_TRUE(matches("a*b", "a*b"));
    EXPECT_FALSE(matches("abc", "ab"));
}

TEST(PatternTest, TakesNoAges) {
    const std::string text(20'000, 'a');
    EXPECT_FALSE(matches(text, "*a*a*a*a*a*a*a*a*a*b"));
}

}  // namespace
}  // namespace headroom::connectors::prometheus
