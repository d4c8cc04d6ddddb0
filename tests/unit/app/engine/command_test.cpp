#include "app/engine/command.h"

#include <gtest/gtest.h>

namespace headroom::engine {
namespace {

template <class T>
T parsed(const char* line) {
    const ParsedCommand command = parseCommand(line);
    EXPECT_TRUE(command.command.has_value()) << command.error;
    return std::get<T>(*command.command);
}

TEST(Command, ReadsEveryKind) {
    parsed<Pause>(R"({"command":"pause"})");
    parsed<Resume>(R"({"command":"resume"})");
    parsed<Stop>(R"({"command":"stop"})");
    EXPECT_EQ(parsed<Step>(R"({"command":"step"})").frames, 1);
    EXPECT_EQ(parsed<Step>(R"({"command":"step","frames":5})").frames, 5);
    EXPECT_EQ(parsed<Speed>(R"({"command":"speed","factor":2.5})").factor, 2.5);
    EXPECT_EQ(parsed<Speed>(R"({"command":"speed","factor":"max"})").factor, 0);
    const auto scale = parsed<Scale>(R"({"command":"scale","service":"a","replicas":0})");
    EXPECT_EQ(scale.service, "a");
    EXPECT_EQ(scale.replicas, 0);
}

TEST(Command, TakesAFaultAsYamlOrJson) {
    EXPECT_EQ(parsed<Inject>(R"({"command":"inject","fault":"{kill: pod/a}"})").fault, "{kill: pod/a}");
    EXPECT_EQ(parsed<Inject>(R"({"command":"inject","fault":"kill: pod/a, count: 2"})").fault, "{kill: pod/a, count: 2}");
    EXPECT_EQ(parsed<Inject>(R"({"command":"inject","fault":{"kill":"pod/a"}})").fault, R"({"kill":"pod/a"})");
}

TEST(Command, RefusesNonsenseWithAReason) {
    const auto error = [](const char* line) { return parseCommand(line).error; };
    EXPECT_NE(error("pause"), "");
    EXPECT_NE(error("[]"), "");
    EXPECT_NE(error("{\"command\":1}").find("'command'"), std::string::npos);
    EXPECT_NE(error(R"({"command":"resum"})").find("did you mean 'resume'?"), std::string::npos);
    EXPECT_NE(error(R"({"command":"step","frames":0})").find("'frames'"), std::string::npos);
    EXPECT_NE(error(R"({"command":"step","frames":1e30})").find("'frames'"), std::string::npos);
    EXPECT_NE(error(R"({"command":"speed","factor":-1})").find("'factor'"), std::string::npos);
    EXPECT_NE(error(R"({"command":"scale","service":"a"})").find("'replicas'"), std::string::npos);
    EXPECT_NE(error(R"({"command":"inject"})").find("'fault'"), std::string::npos);
}

TEST(Command, DescribesItself) {
    EXPECT_EQ(describe(Step{3}), "step 3 frames");
    EXPECT_EQ(describe(Scale{"a", 1}), "scale a to 1 replica");
    EXPECT_EQ(describe(Speed{0}), "speed: as fast as possible");
}

}  // namespace
}  // namespace headroom::engine
