#include "app/engine/command_script.h"

#include <gtest/gtest.h>

namespace headroom::engine {
namespace {

using model::Duration;
using model::Instant;

constexpr Instant at(std::int64_t seconds) {
    return Instant{} + Duration::seconds(seconds);
}

TEST(CommandScript, GivesEachCommandAtItsInstant) {
    CommandScript script;
    ASSERT_EQ(script.read("{\"command\":\"scale\",\"service\":\"a\",\"replicas\":2,\"atNs\":1000000000}\n\n"
                          "{\"command\":\"stop\",\"atNs\":3000000000}"),
              std::nullopt);
    EXPECT_FALSE(script.take(at(0)).has_value());
    EXPECT_EQ(describe(script.take(at(1)).value()), "scale a to 2 replicas");
    EXPECT_FALSE(script.take(at(2)).has_value());
    EXPECT_EQ(describe(script.take(at(4)).value()), "stop");
    EXPECT_FALSE(script.take(at(5)).has_value());
}

TEST(CommandScript, SaysWhichLineIsWrongAndKeepsNothing) {
    CommandScript script;
    EXPECT_NE(script.read("{\"command\":\"stop\",\"atNs\":1}\n{\"command\":\"stopp\",\"atNs\":1}").value().find("line 2"),
              std::string::npos);
    EXPECT_NE(script.read("{\"command\":\"stop\"}").value().find("'atNs'"), std::string::npos);
    EXPECT_NE(script.read("{\"command\":\"stop\",\"atNs\":2}\n{\"command\":\"stop\",\"atNs\":1}").value().find("goes back"),
              std::string::npos);
    EXPECT_FALSE(script.take(at(9)).has_value());
}

}  // namespace
}  // namespace headroom::engine
