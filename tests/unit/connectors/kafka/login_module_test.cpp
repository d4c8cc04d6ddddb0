#include "connectors/kafka/login_module.h"

#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

using Options = std::map<std::string, std::string>;

TEST(LoginModule, IsReadWithItsOptions) {
    const auto read = readLoginModule(
        "org.apache.kafka.common.security.scram.ScramLoginModule required\n  username='me' password=\"a\\\"b\\\\c; d=e\" x=y;  ");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->name, "ScramLoginModule");
    EXPECT_EQ(read->options, (Options{{"username", "me"}, {"password", "a\"b\\c; d=e"}, {"x", "y"}}));
    const auto bare = readLoginModule("Module required;");
    ASSERT_TRUE(bare);
    EXPECT_EQ(bare->name, "Module");
    EXPECT_TRUE(bare->options.empty());
}

TEST(LoginModule, IsNotReadInPart) {
    for (const char* text : {"", "Module", "Module required", "Module required a", "Module required a=", "Module required a=\"b;",
                             "Module required a=b", "Module required; Module required;", ";"})
        EXPECT_FALSE(readLoginModule(text)) << text;
}

}  // namespace
}  // namespace headroom::connectors::kafka
