// Pages of metrics and a Prometheus server over HTTP: what is asked, what is understood, and what is said when it goes wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "connectors/prometheus/client.h"
#include "tests/live/certificate.h"
#include "tests/live/http_server.h"
#include "tests/live/silent_server.h"

namespace headroom::connectors::prometheus {
namespace {

using testing::HasSubstr;
using testing::Not;
using Clock = std::chrono::steady_clock;

const std::string page = "# TYPE up gauge\nup 1\n";

http::HttpOptions waiting(model::Duration timeout) {
    http::HttpOptions options;
    options.timeout = options.connectTimeout = timeout;
    return options;
}

/// For servers that never answer.
http::HttpOptions impatient() {
    return waiting(model::Duration::milliseconds(1500));
}

/// For those that do, on a machine that has other things to do.
http::HttpOptions patient() {
    return waiting(model::Duration::seconds(60));
}

Result<Exposition> scrape(const std::string& address, const http::HttpOptions& options = patient()) {
    const auto client = MetricsPage::create(address, options);
    if (!client) return client.error();
    return client.value().scrape();
}

Error failure(const std::string& address, const http::HttpOptions& options = patient()) {
    const auto read = scrape(address, options);
    EXPECT_FALSE(read) << address;
    return read ? Error{} : read.error();
}

/// That it fails so within the time-out and what a busy machine adds to it.
Error failureInTime(const std::string& address) {
    const auto begin = Clock::now();
    const Error error = failure(address, impatient());
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(30)) << "a server that drips would take minutes";
    return error;
}

HttpServer::Answer always(const Told& told) {
    return [told](const Asked&) { return told; };
}

class MetricsClientTest : public testing::Test {
protected:
    MetricsClientTest() { std::filesystem::create_directories(m_folder); }
    ~MetricsClientTest() override { std::filesystem::remove_all(m_folder); }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(m_folder + "/" + name, std::ios::binary) << text;
        return m_folder + "/" + name;
    }
    std::string m_folder = testing::TempDir() + "metrics-client-" + std::to_string(getpid());
};

TEST_F(MetricsClientTest, ReadsAPage) {
    HttpServer server(always({page}));
    const auto read = scrape(server.place());
    ASSERT_TRUE(read) << read.error().message;
    const Asked asked = server.asked();
    EXPECT_EQ(read.value().families.at(0).samples.at(0).value, 1);
    EXPECT_EQ(asked.method, "GET");
    EXPECT_EQ(asked.path, "/metrics");
    EXPECT_THAT(asked.accept, HasSubstr("application/openmetrics-text;version=1.0.0"));
    EXPECT_EQ(asked.authorization, "");
}

TEST_F(MetricsClientTest, ReadsOpenMetricsWhereThePageSaysSo) {
    const std::string type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    HttpServer whole(always({page + "# EOF\n", 200, type}));
    EXPECT_TRUE(scrape(whole.place()));
    HttpServer cut(always({page, 200, type}));
    EXPECT_THAT(failure(cut.place()).message, HasSubstr("line 3, column 1: # EOF is missing"));
}

TEST_F(MetricsClientTest, ReadsAPackedPage) {
    // "up 1" and a line feed, as gzip packs it.
    static constexpr std::array<unsigned char, 25> packed{0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02,
                                                          0x03, 0x2b, 0x2d, 0x50, 0x30, 0xe4, 0x02, 0x00, 0x72,
                                                          0x90, 0xea, 0x82, 0x05, 0x00, 0x00, 0x00};
    OddServer server([](int socket, const std::stop_token&) {
        hear(socket);
        say(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) + "\r\n\r\n");
        say(socket, std::string(packed.begin(), packed.end()));
    });
    const auto read = scrape(server.place());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().families.at(0).samples.at(0).value, 1);
}

TEST_F(MetricsClientTest, ReadsALargePageButNoneTooLarge) {
    std::string large;
    for (int i = 0; i < 20'000; ++i) large += "series{number=\"" + std::to_string(i) + "\"} 1\n";
    HttpServer server(always({large}));
    const auto read = scrape(server.place());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().families.at(0).samples.size(), 20'000U);
    http::HttpOptions small = patient();
    small.maxBytes = 1000;
    EXPECT_THAT(failure(server.place(), small).message, HasSubstr("larger than 1000 bytes"));
}

TEST_F(MetricsClientTest, ShowsItsCredentials) {
    HttpServer server(always({page}));
    http::HttpOptions options = patient();
    options.credentials = {http::Credentials::Scheme::Bearer, http::Credentials::Place::File, file("token", "hunter2\n")};
    EXPECT_TRUE(scrape(server.place(), options));
    EXPECT_EQ(server.asked().authorization, "Bearer hunter2");
    setenv("HEADROOM_TEST_METRICS", "me:hunter2", 1);
    options.credentials = {http::Credentials::Scheme::Basic, http::Credentials::Place::Environment, "HEADROOM_TEST_METRICS"};
    EXPECT_TRUE(scrape(server.place(), options));
    EXPECT_EQ(server.asked().authorization, "Basic bWU6aHVudGVyMg==");
}

TEST_F(MetricsClientTest, SaysWhenItIsRefused) {
    HttpServer server([&](const Asked& asked) { return Told{"no", asked.authorization.empty() ? 401 : 403}; });
    const Error nobody = failure(server.place());
    EXPECT_EQ(nobody.kind, Error::Kind::Refused);
    EXPECT_FALSE(nobody.retriable);
    EXPECT_THAT(nobody.message, HasSubstr("asks for other credentials (401)"));
    http::HttpOptions options = patient();
    options.credentials = {http::Credentials::Scheme::Bearer, http::Credentials::Place::File, file("token", "hunter2")};
    const Error somebody = failure(server.place(), options);
    EXPECT_EQ(somebody.kind, Error::Kind::Refused);
    EXPECT_THAT(somebody.message, testing::AllOf(HasSubstr("(403)"), Not(HasSubstr("hunter2"))));
}

TEST_F(MetricsClientTest, SaysWhatStatusMeans) {
    HttpServer gone(always({"", 404}));
    EXPECT_EQ(failure(gone.place() + "/nowhere?key=hunter2").kind, Error::Kind::Gone);
    EXPECT_THAT(failure(gone.place() + "/nowhere?key=hunter2").message,
                testing::AllOf(HasSubstr("/nowhere: there is no such page (404)"), Not(HasSubstr("hunter2"))));
    HttpServer broken(always({"", 502}));
    EXPECT_TRUE(failure(broken.place()).retriable);
    EXPECT_THAT(failure(broken.place()).message, HasSubstr("answers with HTTP status 502"));
}

TEST_F(MetricsClientTest, FollowsRedirectsOnTheSameServerOnly) {
    HttpServer other(always({page}));
    HttpServer server([&](const Asked& asked) {
        if (asked.path == "/metrics") return Told{"", 302, "text/plain", "/real"};
        if (asked.path == "/away") return Told{"", 302, "text/plain", "http://" + other.place() + "/metrics?key=hunter2"};
        if (asked.path == "/around") return Told{"", 302, "text/plain", "/around"};
        return Told{page};
    });
    EXPECT_TRUE(scrape(server.place()));
    EXPECT_THAT(failure(server.place() + "/away").message,
                testing::AllOf(HasSubstr("sends to another place, which isn't followed"), Not(HasSubstr("hunter2"))));
    EXPECT_EQ(other.requests(), 0) << "nor does it get to see credentials";
    EXPECT_THAT(failure(server.place() + "/around").message, HasSubstr("in circles"));
}

TEST_F(MetricsClientTest, SaysThatAPageIsNone) {
    HttpServer server(always({"<!doctype html>\n<title>Shop</title>\n", 200, "text/html; charset=utf-8"}));
    const Error error = failure(server.place());
    EXPECT_EQ(error.kind, Error::Kind::Failed);
    EXPECT_EQ(error.message, "http://" + server.place() +
                                 "/metrics isn't an exposition of metrics (text/html): line 1, column 1: a metric's " +
                                 "name is expected, not '<!doctype html>'");
}

TEST_F(MetricsClientTest, SaysThatNobodyIsThere) {
    const Error error = failure("127.0.0.1:" + std::to_string(deadPort()));
    EXPECT_EQ(error.kind, Error::Kind::Unreachable);
    EXPECT_TRUE(error.retriable);
    EXPECT_THAT(error.message, HasSubstr("nothing takes connections there"));
    const Error nameless = failureInTime("no-such-host.invalid");
    EXPECT_TRUE(nameless.kind == Error::Kind::Unreachable || nameless.kind == Error::Kind::TimedOut);
    EXPECT_THAT(nameless.message, HasSubstr("the name no-such-host.invalid"));
}

TEST_F(MetricsClientTest, WaitsNoLongerThanItsTimeOut) {
    OddServer hanging([](int socket, const std::stop_token& stop) { hang(socket, stop); });
    const Error silent = failureInTime(hanging.place());
    EXPECT_EQ(silent.kind, Error::Kind::TimedOut);
    EXPECT_THAT(silent.message, HasSubstr("no whole answer within 1500 ms"));
    EXPECT_EQ(failureInTime("https://" + hanging.place()).kind, Error::Kind::TimedOut) << "nor where TLS is to begin";
    const SilentServer full(SilentServer::Kind::Full);
    EXPECT_EQ(failureInTime(full.place()).kind, Error::Kind::TimedOut) << "nor where no connection is taken";
    OddServer slowHead(
        [](int socket, const std::stop_token& stop) { drip(socket, "HTTP/1.1 200 OK\r\n" + std::string(9000, 'x'), stop); });
    EXPECT_EQ(failureInTime(slowHead.place()).kind, Error::Kind::TimedOut) << "each byte comes in time, all of them don't";
    OddServer slowBody([](int socket, const std::stop_token& stop) {
        hear(socket);
        say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n");
        drip(socket, std::string(9000, 'x'), stop);
    });
    EXPECT_EQ(failureInTime(slowBody.place()).kind, Error::Kind::TimedOut);
}

TEST_F(MetricsClientTest, EndsEarlyWhenSomebodyCancels) {
    OddServer hanging([](int socket, const std::stop_token& stop) { hang(socket, stop); });
    const auto client = MetricsPage::create(hanging.place(), waiting(model::Duration::seconds(600)));
    const auto begin = Clock::now();
    const auto read = client.value().scrape([&] { return Clock::now() - begin > std::chrono::milliseconds(200); });
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("cancelled"));
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(60));
}

TEST_F(MetricsClientTest, SaysThatAConnectionBroke) {
    OddServer closing([](int, const std::stop_token&) {});
    EXPECT_EQ(failure(closing.place()).kind, Error::Kind::Unreachable);
    OddServer garbage([](int socket, const std::stop_token&) { say(socket, "\x01\x02\x03 what?\r\n\r\n\xff\xff"); });
    EXPECT_THAT(failure(garbage.place()).message, HasSubstr("the connection broke before there was a whole answer"));
    OddServer cut([](int socket, const std::stop_token&) {
        hear(socket);
        say(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nup 1\nrequests 12");
    });
    EXPECT_EQ(failure(cut.place()).kind, Error::Kind::Unreachable) << "half a page isn't read";
    OddServer cutInChunks([](int socket, const std::stop_token&) {
        hear(socket);
        say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nup 1\n\r\n");
    });
    EXPECT_EQ(failure(cutInChunks.place()).kind, Error::Kind::Unreachable);
}

TEST_F(MetricsClientTest, BelievesCertificatesThatItsUserTrusts) {
    const Certificate good(m_folder, "127.0.0.1", -1, 1);
    HttpServer server(always({page}), good.certificate, good.key);
    const std::string address = "https://" + server.place();
    const Error unknown = failure(address);
    EXPECT_EQ(unknown.kind, Error::Kind::Refused);
    EXPECT_FALSE(unknown.retriable);
    EXPECT_THAT(unknown.message, testing::AllOf(HasSubstr("certificate isn't accepted: self-signed"), HasSubstr("in a CA file")));
    http::HttpOptions trusting = patient();
    trusting.caFile = good.certificate;
    EXPECT_TRUE(scrape(address, trusting)) << failure(address, trusting).message;
    http::HttpOptions careless = patient();
    careless.verifyCertificate = false;
    EXPECT_TRUE(scrape(address, careless));
    EXPECT_FALSE(scrape("http://" + server.place(), impatient())) << "plain HTTP where TLS is spoken";
}

TEST_F(MetricsClientTest, ShowsItsCertificate) {
    const Certificate good(m_folder, "127.0.0.1", -1, 1);
    std::filesystem::create_directories(m_folder + "/client");
    const Certificate client(m_folder + "/client", "127.0.0.1", -1, 1);
    HttpServer server(always({page}), good.certificate, good.key, client.certificate);
    http::HttpOptions options = patient();
    options.caFile = good.certificate;
    const Error nobody = failure("https://" + server.place(), options);
    EXPECT_THAT(nobody.message, HasSubstr("it may ask for a client certificate"));
    EXPECT_EQ(server.requests(), 0);
    options.certificateFile = client.certificate;
    options.keyFile = client.key;
    const auto read = scrape("https://" + server.place(), options);
    EXPECT_TRUE(read) << read.error().message;
    options.certificateFile = good.certificate;
    options.keyFile = good.key;
    EXPECT_THAT(failure("https://" + server.place(), options).message, HasSubstr("may not accept the client's certificate"));
}

TEST_F(MetricsClientTest, SaysWhatIsWrongWithACertificate) {
    http::HttpOptions trusting = patient();
    const Certificate expired(m_folder, "127.0.0.1", -10, -1);
    trusting.caFile = expired.certificate;
    HttpServer late(always({page}), expired.certificate, expired.key);
    EXPECT_THAT(failure("https://" + late.place(), trusting).message, HasSubstr("certificate has expired"));
    const Certificate foreign(m_folder, "10.9.8.7", -1, 1);
    HttpServer elsewhere(always({page}), foreign.certificate, foreign.key);
    const Error error = failure("https://" + elsewhere.place(), trusting);
    EXPECT_EQ(error.kind, Error::Kind::Refused);
    EXPECT_THAT(error.message, HasSubstr("isn't for the host 127.0.0.1"));
}

TEST_F(MetricsClientTest, SaysThatNoTlsIsSpoken) {
    HttpServer plain(always({page}));
    EXPECT_THAT(failure("https://" + plain.place()).message, HasSubstr("TLS can't be agreed on"));
}

TEST_F(MetricsClientTest, RefusesOptionsThatMakeNoSense) {
    http::HttpOptions options = patient();
    options.caFile = "/nowhere/ca.pem";
    EXPECT_THAT(failure("https://a", options).message, HasSubstr("/nowhere/ca.pem"));
    options.caFile = file("ca.pem", "hello");
    EXPECT_THAT(failure("https://a", options).message, HasSubstr("isn't PEM"));
    http::HttpOptions half;
    half.certificateFile = file("c.pem", "-----BEGIN CERTIFICATE-----");
    EXPECT_THAT(failure("https://a", half).message, HasSubstr("needs its key"));
    half.keyFile = file("k.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----");
    EXPECT_THAT(failure("https://a", half).message, HasSubstr("is encrypted"));
    half.keyFile = half.certificateFile;
    EXPECT_THAT(failure("https://a", half).message, HasSubstr("can't be used together"));
    http::HttpOptions secret = patient();
    secret.credentials = {http::Credentials::Scheme::Bearer, http::Credentials::Place::File, "/nowhere/token"};
    EXPECT_EQ(failure("http://a", secret).kind, Error::Kind::BadConfiguration);
}

class QueryServerTest : public MetricsClientTest {
protected:
    static Result<QueryAnswer> ask(const std::string& address, const std::string& query,
                                   const http::HttpOptions& options = patient()) {
        const auto server = QueryServer::create(address, options);
        if (!server) return server.error();
        return server.value().query(query);
    }
};

TEST_F(QueryServerTest, AsksByPost) {
    HttpServer server(
        always({R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"2"]}]}})", 200,
                "application/json"}));
    const auto answer = ask("http://" + server.place() + "/prometheus/", "sum(up{a=\"ö\"}) + 1");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer.value().series.at(0).points.at(0).value, 2);
    const Asked asked = server.asked();
    EXPECT_EQ(asked.method, "POST");
    EXPECT_EQ(asked.path, "/prometheus/api/v1/query");
    EXPECT_EQ(asked.body, "query=sum%28up%7Ba%3D%22%C3%B6%22%7D%29%20%2B%201&timeout=60000ms");
}

TEST_F(QueryServerTest, SaysWhatIsWrongWithAQueryOrAServer) {
    HttpServer strict(always({R"({"status":"error","errorType":"bad_data","error":"parse error"})", 400, "application/json"}));
    EXPECT_THAT(ask(strict.place(), "(").error().message, HasSubstr("bad_data: parse error"));
    HttpServer proxy(always({"<html>", 503, "text/html"}));
    EXPECT_THAT(ask(proxy.place(), "up").error().message, HasSubstr("HTTP status 503"));
    HttpServer shop(always({"<html>", 200, "text/html"}));
    EXPECT_THAT(ask(shop.place(), "up").error().message, HasSubstr("doesn't answer in JSON"));
    HttpServer guarded(always({"", 401}));
    EXPECT_EQ(ask(guarded.place(), "up").error().kind, Error::Kind::Refused);
    OddServer hanging([](int socket, const std::stop_token& stop) { hang(socket, stop); });
    EXPECT_EQ(ask(hanging.place(), "up", impatient()).error().kind, Error::Kind::TimedOut);
    HttpServer moved(always({"", 301, "text/plain", "/api/v1/query"}));
    EXPECT_THAT(ask(moved.place(), "up").error().message, HasSubstr("isn't followed")) << "a POST isn't made a GET";
}

}  // namespace
}  // namespace headroom::connectors::prometheus
