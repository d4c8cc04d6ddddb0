// Brokers with TLS, SASL/SCRAM and client certificates are looked at and played on, with the properties Java's clients have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/live_look.h"
#include "tests/integration/kafka/planted_secrets.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// A topic of 12 records, of which the group "audit" has done 5.
class SecuredListeners : public testing::Test {
protected:
    static void SetUpTestSuite() {
        Administration administration(Cluster::shared().bootstrap());
        RecordSource source(Cluster::shared().bootstrap());
        administration.createTopic("orders", 1);
        source.produce({"orders", 0, 12});
        administration.commit("audit", {{{"orders", 0}, 5}});
    }

    /// A group's lag in its first partition as seen at a listener; -1 where nothing is.
    static std::int64_t lagAt(const std::string& listener, const Lines& properties, const std::string& name = "audit") {
        const headroom::Outcome outcome = look(Cluster::shared().listener(listener), properties);
        EXPECT_EQ(outcome.status, 0) << outcome.error;
        const json seen = json::parse(outcome.output, nullptr, false);
        if (!seen.is_object()) return -1;
        for (const json& group : seen["groups"])
            if (group["group"] == name && !group["partitions"].empty())
                return group["partitions"].at(0)["lag"].get<std::int64_t>();
        return -1;
    }

    static std::string keystorePassword() {
        const std::string line = contentOf(Cluster::shared().tls("keystore.password"));
        return line.substr(0, line.find('\n'));
    }

    /// PEM as one line of a property file.
    static std::string joined(const std::string& file) {
        std::string text = contentOf(Cluster::shared().tls(file));
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) text.replace(at, 1, "\\n");
        return text;
    }
};

TEST_F(SecuredListeners, AreSeenWithAUserAndAPassword) {
    const Cluster& cluster = Cluster::shared();
    EXPECT_EQ(lagAt("scram", scramProperties(scramPassword())), 7) << "in librdkafka's words";
    const std::string pasted = contentOf(cluster.tls("scram.properties"));
    ASSERT_THAT(pasted, HasSubstr("sasl.jaas.config"));
    EXPECT_EQ(lagAt("scram", {pasted}), 7) << "in Java's, with a trust store of PEM";
    EXPECT_EQ(lagAt("scram", {pasted, "ssl.truststore.type=PKCS12", "ssl.truststore.location=" + cluster.tls("trust.p12"),
                              "ssl.truststore.password=" + keystorePassword(), "bootstrap.servers=elsewhere:9092",
                              "key.deserializer=org.apache.kafka.common.serialization.StringDeserializer"}),
              7)
        << "with one of PKCS #12";
}

TEST_F(SecuredListeners, AreSeenWithAClientCertificate) {
    const Cluster& cluster = Cluster::shared();
    EXPECT_EQ(lagAt("mutual", {contentOf(cluster.tls("mutual.properties"))}), 7) << "PEM in a file";
    EXPECT_EQ(
        lagAt("mutual", {"security.protocol=SSL", "ssl.truststore.location=" + cluster.tls("trust.p12"),
                         "ssl.truststore.password=" + keystorePassword(), "ssl.keystore.location=" + cluster.tls("client.p12"),
                         "ssl.keystore.password=" + keystorePassword(), "ssl.key.password=" + keystorePassword()}),
        7)
        << "PKCS #12";
    EXPECT_EQ(
        lagAt("mutual", {"security.protocol=SSL", "ssl.truststore.type=PEM", "ssl.truststore.certificates=" + joined("ca.pem"),
                         "ssl.keystore.type=PEM", "ssl.keystore.certificate.chain=" + joined("client-certificate.pem"),
                         "ssl.keystore.key=" + joined("client-encrypted-key.pem"), "ssl.key.password=" + keystorePassword()}),
        7)
        << "PEM among the properties, with an encrypted key";
}

TEST_F(SecuredListeners, CarryARunOfTheServices) {
    const Cluster& cluster = Cluster::shared();
    const std::string log = freshPath("processes.log");
    const headroom::Outcome outcome =
        headroom::run({HEADROOM_PROGRAM, "up", HEADROOM_SECURED_SHOP, "--kafka", cluster.listener("scram"), "--properties",
                       cluster.tls("scram.properties"), "--for", "2s", "--log", log});
    ASSERT_EQ(outcome.status, 0) << outcome.output << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr("topic placed created"));
    json summary;
    std::ifstream lines(log);
    for (std::string line; std::getline(lines, line);)
        if (json said = json::parse(line, nullptr, false); said.is_object() && said.value("event", "") == "summary")
            summary = said;
    ASSERT_TRUE(summary.contains("completed")) << contentOf(log);
    EXPECT_GT(summary["completed"].get<std::int64_t>(), 0);
    EXPECT_EQ(summary["failed"], 0);
    EXPECT_GE(lagAt("scram", scramProperties(scramPassword()), "billing"), 0) << "the consumers have committed";
}

}  // namespace
}  // namespace headroom::integration
