// Secrets are planted in every place that takes one, and then looked for in everything that is printed, written, served or told
// to other processes, while things go well and while they don't.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/integration/kafka/client.h"
#include "tests/integration/kafka/live_look.h"
#include "tests/integration/kafka/planted_secrets.h"
#include "tests/integration/postgres/server.h"
#include "tests/live/http_server.h"

namespace headroom::integration {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string bearerToken = "planted/bearer+token%of=nobody";
const std::string basicPassword = "planted basic:pass\"word";
const std::string wrongPassword = "planted\\wrong/pass+word";

std::string lineOf(const fs::path& file, int number) {
    std::ifstream stream(file);
    std::string line;
    while (number-- >= 0) std::getline(stream, line);
    return line;
}

std::string fileWith(const std::string& name, const std::string& text) {
    std::string path = freshPath(name);
    std::ofstream(path) << text;
    return path;
}

std::string textUnder(const fs::path& folder) {
    std::string text;
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(folder))
        if (file.is_regular_file()) text += contentOf(file.path());
    return text;
}

/// What a server shows to who has its token.
HttpServer::Answer guarded() {
    return [](const Asked& asked) {
        if (asked.authorization != "Bearer " + bearerToken) return Told{"no", 401};
        return Told{"http_server_request_duration_seconds_count{service_name=\"orders\"} 7\n"};
    };
}

class Secrets : public testing::Test {
protected:
    Secrets() {
        m_secrets.plant("SCRAM password", scramPassword());
        m_secrets.plant("key store's password", keystorePassword());
        m_secrets.plant("private key", lineOf(m_cluster.tls("client-key.pem"), 1));
        m_secrets.plant("bearer token", bearerToken);
        m_secrets.plant("basic password", basicPassword);
        m_secrets.plant("wrong password", wrongPassword);
    }

    std::string keystorePassword() const { return lineOf(m_cluster.tls("keystore.password"), 0); }

    /// All that Java's client can have, and librdkafka telling all it does.
    Lines chatty() const {
        return {contentOf(m_cluster.tls("scram.properties")),
                "ssl.truststore.location=" + m_cluster.tls("trust.p12"),
                "ssl.truststore.password=" + keystorePassword(),
                "ssl.keystore.location=" + m_cluster.tls("client.p12"),
                "ssl.keystore.password=" + keystorePassword(),
                "debug=security,conf,broker,protocol,feature",
                "log_level=7"};
    }

    void expectNoneIn(const std::string& text) const { EXPECT_THAT(m_secrets.in(text), IsEmpty()) << text; }

    const Cluster& m_cluster = Cluster::shared();
    PlantedSecrets m_secrets;
};

TEST_F(Secrets, AreFoundInAllTheirFormsWhereTheyAre) {
    const fs::path folder = freshPath("folder");
    fs::create_directories(folder / "deep");
    EXPECT_THAT(m_secrets.under(folder), IsEmpty());
    for (const auto& [name, forms] : m_secrets.forms())
        for (const std::string& form : forms) {
            std::ofstream(folder / "deep" / "file", std::ios::binary) << std::string(3, '\0') << form << "\n";
            EXPECT_THAT(m_secrets.under(folder), testing::Contains(name)) << form;
        }
    // "me:planted basic..." as HTTP has it.
    expectNoneIn("Authorization: Basic bWU6");
    EXPECT_THAT(m_secrets.in("Authorization: Basic bWU6cGxhbnRlZCBiYXNpYzpwYXNzIndvcmQ="), testing::Contains("basic password"));
    Program told({"/bin/sh", "-c", "echo begun; /bin/cat; : \"$1\"", "sh", bearerToken});
    ASSERT_TRUE(told.readUntil("begun"));
    EXPECT_THAT(m_secrets.inProcesses(told.process()), testing::ElementsAre("bearer token"));
}

TEST_F(Secrets, StayWhereTheyAreWhileADeploymentIsWatched) {
    const HttpServer orders(guarded());
    const std::string token = fileWith("token", bearerToken);
    const std::string http = fileWith("http.yaml", "authorization: {credentials_file: " + token + "}\n");
    const std::string recording = freshPath("watched.headroom");
    Program program({HEADROOM_PROGRAM, "live", "--kafka", m_cluster.listener("scram"), "--properties", propertiesFile(chatty()),
                     "--scrape", "orders=" + orders.place(), "--http-config", http, "--record", recording, "--stream",
                     "--metrics", "127.0.0.1:0", "--interval", "200ms"});
    for (int frame = 0; frame < 3; ++frame) ASSERT_TRUE(program.readUntil("\"frame\"")) << program.error();
    EXPECT_EQ(processesFrom(program.process()).size(), 2U);
    EXPECT_THAT(m_secrets.inProcesses(program.process()), IsEmpty());
    const std::string before = "metrics are served at http://";
    const std::size_t place = program.output().find(before) + before.size();
    const std::string metrics = program.output().substr(place, program.output().find("/metrics", place) - place);
    const auto page = httplib::Client("http://" + metrics).Get("/metrics");
    ASSERT_TRUE(page) << metrics;
    EXPECT_THAT(page->body, HasSubstr("headroom_up 1"));
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0) << program.error();
    EXPECT_THAT(program.output(), HasSubstr("service/orders")) << "the token was shown where it belongs";
    EXPECT_EQ(orders.asked().authorization, "Bearer " + bearerToken);
    const headroom::Outcome once = look(m_cluster.listener("scram"), chatty());
    EXPECT_EQ(once.status, 0) << once.error;
    expectNoneIn(once.output);
    expectNoneIn(once.error);
    expectNoneIn(page->body);
    expectNoneIn(program.output());
    expectNoneIn(program.error());
    EXPECT_GT(fs::file_size(recording), 0U);
    expectNoneIn(contentOf(recording));
}

TEST_F(Secrets, StayWhereTheyAreWhenThingsGoWrong) {
    const HttpServer orders(guarded());
    const auto tell = [&](const headroom::Outcome& outcome, int status) {
        EXPECT_EQ(outcome.status, status) << outcome.output << outcome.error;
        EXPECT_NE(outcome.output + outcome.error, "");
        expectNoneIn(outcome.output);
        expectNoneIn(outcome.error);
    };
    Lines wrong = chatty();
    wrong.insert(wrong.end(), {"sasl.username=alice", "sasl.password=planted\\\\wrong/pass+word"});
    tell(look(m_cluster.listener("scram"), wrong), 3);
    tell(look("127.0.0.1:" + std::to_string(deadPort()), chatty(), "1s"), 3);
    tell(look(m_cluster.listener("scram"),
              {"ssl.truststore.location=" + m_cluster.tls("client.p12"), "ssl.truststore.password=" + wrongPassword}),
         2);
    tell(look("127.0.0.1:1", {"sasl.pasword=" + scramPassword()}), 2);
    tell(look("127.0.0.1:1", {scramPassword()}), 2);
    tell(look("127.0.0.1:1",
              {"security.protocol=SSL", "ssl.key.pem=" + scramPassword(), "ssl.certificate.pem=" + scramPassword()}),
         2);
    const auto check = [&](const std::string& config) {
        return headroom::run(
            {HEADROOM_PROGRAM, "live", "--check", "--scrape", orders.place(), "--http-config", fileWith("http.yaml", config)});
    };
    tell(check("basic_auth: {username: me, password_file: " + fileWith("password", basicPassword) + "}\n"), 3);
    tell(check("bearer_token: " + bearerToken + "\n"), 2);
    tell(headroom::run({HEADROOM_PROGRAM, "live", "--check", "--scrape", "http://me:" + bearerToken + "@" + orders.place()}), 2);
}

TEST_F(Secrets, StayWhereTheyAreInARunOfTheServices) {
    const Server server;
    const std::string entry = lineOf(server.passwordFile(), 0);
    m_secrets.plant("database's password", entry.substr(entry.rfind(':') + 1));
    const fs::path runs = freshPath("runs");
    fs::create_directories(runs);
    setenv("XDG_RUNTIME_DIR", runs.c_str(), 1);
    Program up({HEADROOM_PROGRAM, "up", HEADROOM_SECURED_SHOP, "--kafka", m_cluster.listener("scram"), "--properties",
                propertiesFile(chatty()), "--database", server.url(), "--keep-data"});
    ASSERT_TRUE(up.readUntil("serving")) << up.output() << up.error();
    waitUntil("front, supervisor, clients and both pods run", [&] { return processesFrom(up.process()).size() >= 5; });
    EXPECT_THAT(m_secrets.inProcesses(up.process()), IsEmpty());
    EXPECT_THAT(textUnder(runs), HasSubstr("kafkaProperties")) << "run.json is there";
    EXPECT_THAT(m_secrets.under(runs), IsEmpty());
    const headroom::Outcome watched = headroom::run({HEADROOM_PROGRAM, "live", HEADROOM_SECURED_SHOP, "--once"});
    EXPECT_EQ(watched.status, 0) << watched.error;
    up.signal(SIGINT);
    EXPECT_EQ(up.finish(), 0) << up.error();
    for (const std::string& said : {up.output(), up.error(), watched.output, watched.error}) expectNoneIn(said);
    EXPECT_THAT(textUnder(runs), HasSubstr("SCRAM-SHA-512")) << "librdkafka has told what it does";
    EXPECT_THAT(m_secrets.under(runs), IsEmpty());
}

}  // namespace
}  // namespace headroom::integration
