#include "connectors/prometheus/http_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::connectors::prometheus {
namespace {

using testing::HasSubstr;
using testing::Not;

http::HttpOptions read(const std::string& text) {
    model::Diagnostics diagnostics;
    http::HttpOptions options = readHttpConfig(text, "conf/http.yml", diagnostics);
    for (const model::Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << model::toString(diagnostic);
    return options;
}

std::string complaints(const std::string& text) {
    model::Diagnostics diagnostics;
    readHttpConfig(text, "http.yml", diagnostics);
    std::string all;
    for (const model::Diagnostic& diagnostic : diagnostics.all()) all += model::toString(diagnostic) + "\n";
    return all;
}

TEST(HttpConfig, IsPrometheusOwn) {
    const http::HttpOptions options = read(
        "basic_auth: {username: reader, password_file: secret}\n"
        "tls_config: {ca_file: /etc/ca.pem, cert_file: c.pem, key_file: k.pem}\n");
    EXPECT_EQ(options.credentials.scheme, http::Credentials::Scheme::Basic);
    EXPECT_EQ(options.credentials.user, "reader");
    EXPECT_EQ(options.credentials.name, "conf/secret") << "relative to the file's folder";
    EXPECT_EQ(options.caFile, "/etc/ca.pem");
    EXPECT_EQ(options.certificateFile, "conf/c.pem");
    EXPECT_EQ(options.keyFile, "conf/k.pem");
    EXPECT_TRUE(options.verifyCertificate);
    EXPECT_EQ(read("authorization: {credentials_file: /token}").credentials.name, "/token");
    EXPECT_EQ(read("bearer_token_file: /token").credentials.scheme, http::Credentials::Scheme::Bearer);
    EXPECT_FALSE(read("tls_config: {insecure_skip_verify: true}").verifyCertificate);
    EXPECT_EQ(read("").credentials.scheme, http::Credentials::Scheme::None);
}

TEST(HttpConfig, RefusesSecretsInTheFile) {
    const std::string said = complaints("basic_auth: {username: reader, password: hunter2}");
    EXPECT_THAT(said, HasSubstr("http.yml:1:32: error: password would be a secret in this file"));
    EXPECT_THAT(said, HasSubstr("password_file"));
    EXPECT_THAT(said, Not(HasSubstr("hunter2")));
    EXPECT_THAT(complaints("bearer_token: abc"), HasSubstr("bearer_token_file"));
    EXPECT_THAT(complaints("authorization: {credentials: abc}"), HasSubstr("credentials_file"));
}

TEST(HttpConfig, SaysWhereItIsWrong) {
    EXPECT_THAT(complaints("tls_confg: {}"), HasSubstr("did you mean 'tls_config'?"));
    EXPECT_THAT(complaints("tls_config: {cert_file: a}"), HasSubstr("go together"));
    EXPECT_THAT(complaints("tls_config: {insecure_skip_verify: yes}"), HasSubstr("is true or false"));
    EXPECT_THAT(complaints("basic_auth: {username: a}"), HasSubstr("needs username and password_file"));
    EXPECT_THAT(complaints("bearer_token_file: a\nbasic_auth: {username: a, password_file: b}"),
                HasSubstr("other credentials already"));
    EXPECT_THAT(complaints("authorization: {type: Digest, credentials_file: a}"), HasSubstr("type is Bearer"));
    EXPECT_THAT(complaints("- a"), HasSubstr("is a mapping"));
    EXPECT_THAT(complaints("tls_config: [a"), HasSubstr("http.yml:1:"));
}

}  // namespace
}  // namespace headroom::connectors::prometheus
