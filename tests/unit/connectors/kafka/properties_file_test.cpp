#include "connectors/kafka/properties_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

using Properties = std::vector<std::pair<std::string, std::string>>;

TEST(PropertiesFile, IsReadAsKafkasToolsReadIt) {
    const PropertiesFile file = parseProperties(
        "# comment\r\n! another\n\nsecurity.protocol = SASL_SSL\r\nsasl.password=a=b c\n"
        "bootstrap.servers=elsewhere:9092\nssl.ca.location=/etc/ca.pem",
        "p");
    EXPECT_EQ(file.error, "");
    EXPECT_EQ(file.properties,
              (Properties{{"security.protocol", "SASL_SSL"}, {"sasl.password", "a=b c"}, {"ssl.ca.location", "/etc/ca.pem"}}));
}

TEST(PropertiesFile, IsRefusedWithItsLineButWithoutItsValues) {
    EXPECT_EQ(parseProperties("a=b\nhunter2\n", "p").error, "p:2: not a line of NAME=VALUE");
    const std::string jaas = parseProperties("sasl.jaas.config=x.PlainLoginModule required password=\"hunter2\";\n", "p").error;
    EXPECT_THAT(jaas, testing::HasSubstr("p:1: sasl.jaas.config is Java's"));
    EXPECT_THAT(jaas, testing::Not(testing::HasSubstr("hunter2")));
    EXPECT_EQ(readProperties("/nowhere").error, "/nowhere can't be read");
}

}  // namespace
}  // namespace headroom::connectors::kafka
