// Connections that can't be had: one clear message each, with what to do, and an end by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/integration/kafka/live_look.h"
#include "tests/integration/kafka/planted_secrets.h"
#include "tests/live/http_server.h"
#include "tests/live/silent_server.h"

namespace headroom::integration {
namespace {

using testing::HasSubstr;
using testing::Not;

/// For those that answer, on a machine that has other things to do; and for those that never do.
const std::string patient = "30s";
const std::string impatient = "1500ms";

/// One line that says where, and these words; nothing is printed otherwise.
void expectComplaint(const headroom::Outcome& outcome, int status, const std::string& begin, const std::string& words) {
    EXPECT_EQ(outcome.status, status) << outcome.output << outcome.error;
    EXPECT_THAT(outcome.output, Not(HasSubstr("{")));
    // Of bad input a second line points to --help.
    EXPECT_EQ(std::ranges::count(outcome.error, '\n'), status == 2 ? 2 : 1) << outcome.error;
    EXPECT_THAT(outcome.error, HasSubstr(begin));
    EXPECT_THAT(outcome.error, HasSubstr(words));
    EXPECT_THAT(outcome.error, Not(HasSubstr("librdkafka")));
    EXPECT_THAT(outcome.error, Not(HasSubstr(scramPassword())));
}

/// That the look ends with status 3 and one line about the place.
void expectRefusal(const std::string& place, const Lines& properties, const std::string& words,
                   const std::string& timeout = patient) {
    expectComplaint(look(place, properties, timeout), 3, "Kafka at " + place, words);
}

std::string at(const char* listener) {
    return Cluster::shared().listener(listener);
}

Lines with(Lines lines, const Lines& more) {
    lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

TEST(RefusedConnections, SayThatUserOrPasswordIsWrong) {
    const std::string words =
        "the broker doesn't accept the user or the password (SCRAM-SHA-512); sasl.username and sasl.password";
    expectRefusal(at("scram"), scramProperties("planted-and-wrong"), words);
    expectRefusal(at("scram"), with(scramProperties(scramPassword()), {"sasl.username=mallory"}), words);
    expectRefusal(at("scram"), with(scramProperties(scramPassword()), {"sasl.mechanism=PLAIN"}),
                  "the broker takes another sasl.mechanism: SCRAM-SHA-512");
}

TEST(RefusedConnections, SayThatTheProtocolIsAnother) {
    expectRefusal(at("scram"), {}, "it may want TLS (security.protocol=SSL or SASL_SSL)");
    expectRefusal(at("scram"), trustingProperties(), "security.protocol=SASL_SSL with sasl.mechanism");
    expectRefusal(Cluster::shared().bootstrap(), trustingProperties(), "security.protocol is PLAINTEXT or SASL_PLAINTEXT");
    expectRefusal(Cluster::shared().bootstrap(), with(scramProperties(scramPassword()), {"security.protocol=SASL_PLAINTEXT"}),
                  "the broker wants no user and password there");
}

TEST(RefusedConnections, SayWhatIsWrongWithTheBrokersCertificate) {
    const Cluster& cluster = Cluster::shared();
    const std::string trust = "ssl.ca.location (Java: ssl.truststore.location) says whom to trust";
    expectRefusal(at("mutual"), {"security.protocol=SSL"}, trust);
    expectRefusal(at("scram"), with(scramProperties(scramPassword()), {"ssl.ca.location=" + cluster.tls("stranger-ca.pem")}),
                  trust);
    expectRefusal(at("expired"), trustingProperties(), "the broker's certificate has expired on 20");
    expectRefusal(at("elsewhere"), trustingProperties(),
                  "the broker's certificate isn't for the host 127.0.0.1, but for elsewhere.example");
}

TEST(RefusedConnections, AreMadeAllTheSameWhereTheUserSaysSo) {
    EXPECT_EQ(look(at("elsewhere"), with(trustingProperties(), {"ssl.endpoint.identification.algorithm="})).status, 0);
    EXPECT_EQ(look(at("expired"), {"security.protocol=SSL", "enable.ssl.certificate.verification=false"}).status, 0);
}

TEST(RefusedConnections, SayWhatIsWrongWithTheClientsCertificate) {
    const Cluster& cluster = Cluster::shared();
    expectRefusal(at("mutual"), trustingProperties(), "the broker asks for a certificate of the client");
    expectRefusal(at("mutual"), with(trustingProperties(), {"ssl.keystore.location=" + cluster.tls("client-expired.pem")}),
                  "the broker doesn't accept the client's certificate: it has expired");
}

TEST(RefusedConnections, SayThatNobodyIsThere) {
    expectRefusal("127.0.0.1:" + std::to_string(deadPort()), scramProperties(scramPassword()), "nothing takes connections there");
    expectRefusal("no-such-host.invalid:9092", {}, "no-such-host.invalid");
}

TEST(RefusedConnections, EndInTimeWhereNobodyEverAnswers) {
    const std::string words = "no answer within 1500 ms";
    const SilentServer mute(SilentServer::Kind::Mute);
    expectRefusal(mute.place(), {}, words, impatient);
    expectRefusal(mute.place(), trustingProperties(), words, impatient);
    expectRefusal(mute.place(), scramProperties(scramPassword()), words, impatient);
    const SilentServer full(SilentServer::Kind::Full);
    expectRefusal(full.place(), trustingProperties(), words, impatient);
}

TEST(RefusedConnections, EndARunOfTheServicesBeforeItBegins) {
    const auto up = [](const std::string& place, const Lines& properties) {
        return headroom::run(
            {HEADROOM_PROGRAM, "up", HEADROOM_SECURED_SHOP, "--kafka", place, "--properties", propertiesFile(properties)});
    };
    expectComplaint(up(at("scram"), scramProperties("planted-and-wrong")), 3, "Kafka at " + at("scram"),
                    "the user or the password");
    expectComplaint(up(at("expired"), trustingProperties()), 3, "Kafka at " + at("expired"), "has expired");
    const SilentServer mute(SilentServer::Kind::Mute);
    expectComplaint(up(mute.place(), trustingProperties()), 3, "Kafka at " + mute.place(), "no answer within 5000 ms");
}

TEST(RefusedConnections, AreNotTriedWithPropertiesThatMakeNoSense) {
    const Cluster& cluster = Cluster::shared();
    const auto refuse = [](const Lines& properties, const std::string& words) {
        expectComplaint(look("127.0.0.1:1", properties, impatient), 2, "client.properties:", words);
    };
    refuse({"", "ssl.truststore.location=" + cluster.tls("trust.jks")}, "keytool -importkeystore");
    refuse({"ssl.truststore.location=" + cluster.tls("trust.p12"), "ssl.truststore.password=planted-and-wrong"},
           "doesn't open with that password");
    refuse({"ssl.keystore.location=" + cluster.tls("client.p12")}, "doesn't open with that password");
    refuse({"ssl.keystore.location=/nowhere.p12"}, "/nowhere.p12 can't be read");
    refuse({"ssl.ca.location=/nowhere.pem"}, "/nowhere.pem can't be read");
    refuse({"ssl.keystore.location=" + cluster.tls("client-encrypted-key.pem")}, "there is no ssl.key.password");
    refuse({"sasl.mechanism=OAUTHBEARER"}, "a listener with SCRAM or client certificates is needed");
}

}  // namespace
}  // namespace headroom::integration
