#include "connectors/kafka/connection_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

using testing::HasSubstr;

ConnectionTrouble explain(const std::string& reason) {
    return explainConnection("sasl_ssl://a:9093/bootstrap: " + reason, Error::Kind::Unreachable, "a:9093");
}

TEST(ConnectionTrouble, IsSaidInTheUsersWords) {
    EXPECT_EQ(explain("Connect to ipv4#127.0.0.1:9093 failed: Connection refused").sentence,
              "nothing takes connections there (connection refused)");
    const ConnectionTrouble password = explain("SASL authentication error: Authentication failed: Invalid username or password");
    EXPECT_EQ(password.kind, Error::Kind::Refused);
    EXPECT_THAT(password.sentence, HasSubstr("doesn't accept the user or the password (SASL)"));
    const ConnectionTrouble alert = explain("Receive failed: error:0A00045C:SSL routines::tlsv13 alert certificate required");
    EXPECT_EQ(alert.kind, Error::Kind::Refused);
    EXPECT_THAT(alert.sentence, HasSubstr("ssl.keystore.location"));
    EXPECT_EQ(explain("Connection setup timed out in state CONNECT").kind, Error::Kind::TimedOut);
}

TEST(ConnectionTrouble, SaysWhereUnlessThatIsWhereOneWasSent) {
    EXPECT_EQ(explainConnection("b:9092/1: Connect to ipv4#10.0.0.1:9092 failed: No route to host", Error::Kind::Failed, "a:9092")
                  .sentence,
              "b:9092: there is no way to that address from this machine");
    EXPECT_EQ(explainConnection("ssl://[::1]:9092/1: Disconnected", Error::Kind::Failed, "[::1]:9092").sentence,
              "the connection broke");
}

TEST(ConnectionTrouble, KeepsWordsItDoesNotKnow) {
    const ConnectionTrouble trouble = explain("the dog ate it");
    EXPECT_EQ(trouble.sentence, "the dog ate it");
    EXPECT_EQ(trouble.kind, Error::Kind::Unreachable);
    EXPECT_EQ(explainConnection("", Error::Kind::Failed, "").sentence, "");
}

TEST(ConnectionTrouble, SaysWhatIsWrongWithACertificateThatCannotBeRead) {
    constexpr int expired = 10;
    constexpr int elsewhere = 62;
    constexpr int revoked = 23;
    EXPECT_THAT(explainCertificate(expired, "rubbish", "a"), HasSubstr("has expired; whoever runs"));
    EXPECT_EQ(explainCertificate(elsewhere, "", "a"), "the broker's certificate isn't for the host a");
    EXPECT_THAT(explainCertificate(revoked, "", ""), HasSubstr("certificate revoked"));
}

}  // namespace
}  // namespace headroom::connectors::kafka
