#include "connectors/kafka/properties_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

using Properties = std::vector<std::pair<std::string, std::string>>;

TEST(PropertiesFile, IsReadAsKafkasToolsReadIt) {
    const PropertiesFile file = parseProperties(
        "# comment\r\n! another\n\nsecurity.protocol = SASL_SSL\r\nsasl.password=a=b c\n"
        "bootstrap.servers=elsewhere:9092\nssl.crl.location=/etc/crl.pem",
        "p");
    EXPECT_EQ(file.error, "");
    EXPECT_EQ(file.properties,
              (Properties{{"security.protocol", "SASL_SSL"}, {"sasl.password", "a=b c"}, {"ssl.crl.location", "/etc/crl.pem"}}));
}

TEST(PropertiesFile, IsRefusedWithItsLineButWithoutItsValues) {
    EXPECT_EQ(parseProperties("a=b\nhunter2\n", "p").error, "p:2: not a line of NAME=VALUE");
    EXPECT_EQ(readProperties("/nowhere").error, "/nowhere can't be read");
}

TEST(PropertiesFile, JoinsLinesAndTakesSignsAsTheyAre) {
    const PropertiesFile file =
        parseProperties("a = one \\\n    two\nb:c\\=d\\\\e\\u00e9\\n\\q\n# no \\\nc=\\\n\nd=first\nd=last\ne=\\", "p");
    EXPECT_EQ(file.error, "");
    EXPECT_EQ(file.properties, (Properties{{"a", "one two"}, {"b", "c=d\\e\xc3\xa9\nq"}, {"c", ""}, {"d", "last"}, {"e", ""}}));
}

TEST(PropertiesFile, UnderstandsJavasWords) {
    const PropertiesFile scram = parseProperties(
        "sasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=a.b.ScramLoginModule required username=\"me\" \\\n  "
        "password=\"hunter2\";\n"
        "key.serializer=x\nssl.endpoint.identification.algorithm=\nssl.truststore.password=hunter2\nfetch.max.wait.ms=7\n",
        "p");
    EXPECT_EQ(scram.error, "");
    EXPECT_EQ(scram.properties, (Properties{{"sasl.mechanism", "SCRAM-SHA-512"},
                                            {"sasl.username", "me"},
                                            {"sasl.password", "hunter2"},
                                            {"ssl.endpoint.identification.algorithm", "none"},
                                            {"fetch.wait.max.ms", "7"}}));
    const PropertiesFile kerberos = parseProperties(
        "sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true keyTab=\"/k\" principal=\"p@R\";",
        "p");
    EXPECT_EQ(kerberos.properties, (Properties{{"sasl.kerberos.keytab", "/k"}, {"sasl.kerberos.principal", "p@R"}}));
}

TEST(PropertiesFile, SaysWhatItDoesNotUnderstandButNoSecret) {
    const auto complaint = [](const std::string& line) {
        const std::string error = parseProperties("a=b\n" + line, "p").error;
        EXPECT_THAT(error, testing::StartsWith("p:2: "));
        EXPECT_THAT(error, testing::Not(testing::HasSubstr("hunter2")));
        return error;
    };
    EXPECT_THAT(complaint("sasl.jaas.config=x.ScramLoginModule required password=\"hunter2\""), testing::HasSubstr("semicolon"));
    EXPECT_THAT(complaint("sasl.jaas.config=x.IAMLoginModule required password=\"hunter2\";"),
                testing::HasSubstr("IAMLoginModule isn't understood"));
    EXPECT_THAT(complaint("sasl.jaas.config=x.OAuthBearerLoginModule required clientSecret=\"hunter2\";"),
                testing::HasSubstr("can't fetch tokens"));
    EXPECT_THAT(complaint("ssl.truststore.location=/nowhere"), testing::HasSubstr("/nowhere can't be read"));
}

}  // namespace
}  // namespace headroom::connectors::kafka
