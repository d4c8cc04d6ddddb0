#include "connectors/kubernetes/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "connectors/http/credentials.h"
#include "connectors/kubernetes/exec_plugin.h"

namespace headroom::connectors::kubernetes {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

const std::string pem = "-----BEGIN CERTIFICATE-----\nsecret-of-the-file\n-----END CERTIFICATE-----\n";

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class AccessTest : public testing::Test {
protected:
    AccessTest() {
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
        m_environment.home = m_folder;
        m_environment.serviceAccount = m_folder + "/account";
    }
    ~AccessTest() override { fs::remove_all(m_folder); }

    std::string file(const std::string& name, const std::string& text) const {
        fs::create_directories(fs::path(m_folder + "/" + name).parent_path());
        std::ofstream(m_folder + "/" + name) << text;
        return m_folder + "/" + name;
    }
    /// A whole kubeconfig with this cluster and this user.
    static std::string config(const std::string& cluster, const std::string& user) {
        return "current-context: here\nclusters:\n- name: a\n  cluster: {" + cluster + "}\nusers:\n- name: u\n  user: {" + user +
               "}\ncontexts:\n- name: here\n  context: {cluster: a, user: u, namespace: shop}\n- name: there\n  context: "
               "{cluster: a}\n";
    }
    Result<Access> find() const { return findAccess(m_options, m_environment); }
    Result<Access> findIn(const std::string& text) {
        m_options.kubeconfig = file("config.yaml", text);
        return find();
    }
    std::string complaint(const std::string& text) {
        const auto found = findIn(text);
        EXPECT_FALSE(found);
        EXPECT_EQ(found.error().kind, Error::Kind::BadConfiguration);
        EXPECT_THAT(found.error().message, Not(HasSubstr("hunter2"))) << "no secret is ever told";
        return found.error().message;
    }

    std::string m_folder = fs::temp_directory_path() / ("headroom-access-" + std::to_string(getpid()));
    AccessOptions m_options;
    AccessEnvironment m_environment;
};

TEST_F(AccessTest, ComesFromTheCurrentContext) {
    const auto found =
        findIn(config("server: 'https://10.0.0.1:6443/k8s/clusters/c-1/', tls-server-name: api.internal", "token: hunter2"));
    ASSERT_TRUE(found) << found.error().message;
    const Access& access = found.value();
    EXPECT_EQ(access.server.origin(), "https://10.0.0.1:6443");
    EXPECT_EQ(access.server.target, "/k8s/clusters/c-1");
    EXPECT_EQ(access.context, "here");
    EXPECT_EQ(access.space, "shop");
    EXPECT_EQ(access.http.serverName, "api.internal");
    EXPECT_TRUE(access.http.verifyCertificate);
    EXPECT_EQ(http::authorization(access.http.credentials).value(), "Bearer hunter2");
}

TEST_F(AccessTest, IsOfTheContextAndNamespaceThatAreSaid) {
    m_options.context = "there";
    const std::string text = config("server: 'http://a:1'", "token: hunter2");
    EXPECT_EQ(findIn(text).value().space, "default");
    EXPECT_EQ(findIn(text).value().http.credentials.scheme, http::Credentials::Scheme::None);
    m_options.space = "other";
    EXPECT_EQ(findIn(text).value().space, "other");
    m_options.isOfAllSpaces = true;
    EXPECT_EQ(findIn(text).value().space, "");
    m_options = {"", "thre", "", false};
    EXPECT_THAT(complaint(text), HasSubstr("has no context 'thre'; did you mean 'there'?"));
}

TEST_F(AccessTest, KeepsSecretsInMemory) {
    const std::string data = http::base64(pem);
    const auto found = findIn(config("server: 'https://a', certificate-authority-data: " + data,
                                     "client-certificate-data: " + data + ", client-key-data: " + data));
    ASSERT_TRUE(found) << found.error().message;
    for (const std::string& path : {found.value().http.caFile, found.value().http.certificateFile, found.value().http.keyFile}) {
        EXPECT_THAT(path, HasSubstr("/proc/self/fd/"));
        EXPECT_EQ(contentOf(path), pem);
    }
}

TEST_F(AccessTest, TakesPathsFromTheFilesFolder) {
    const auto found = findIn(config("server: 'https://a', certificate-authority: pki/ca.crt",
                                     "client-certificate: me.crt, client-key: /keys/me.key, tokenFile: token, token: hunter2"));
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found.value().http.caFile, m_folder + "/pki/ca.crt");
    EXPECT_EQ(found.value().http.certificateFile, m_folder + "/me.crt");
    EXPECT_EQ(found.value().http.keyFile, "/keys/me.key");
    EXPECT_EQ(found.value().http.credentials.name, m_folder + "/token") << "a file is renewed";
}

TEST_F(AccessTest, MergesFilesAsKubectlDoes) {
    const std::string first = file("first", "current-context: both\nclusters: [{name: a, cluster: {server: 'http://first'}}]\n");
    const std::string second = file("second",
                                    "current-context: no\nclusters: [{name: a, cluster: {server: 'http://second'}}]\ncontexts: "
                                    "[{name: both, context: {cluster: a, namespace: merged}}]\n");
    m_environment.kubeconfigs = first + ":" + m_folder + "/nowhere:" + second;
    const auto found = find();
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found.value().server.host, "first");
    EXPECT_EQ(found.value().space, "merged");
}

TEST_F(AccessTest, IsThatOfThePodThisRunsIn) {
    m_environment.serviceHost = "10.96.0.1";
    m_environment.servicePort = "443";
    file("account/namespace", "shop\n");
    file("account/token", "hunter2");
    auto found = find();
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found.value().server.origin(), "https://10.96.0.1:443");
    EXPECT_EQ(found.value().space, "shop");
    EXPECT_EQ(found.value().context, "");
    EXPECT_EQ(http::authorization(found.value().http.credentials).value(), "Bearer hunter2");
    file("account/token", "renewed");
    EXPECT_EQ(http::authorization(found.value().http.credentials).value(), "Bearer renewed");
    file(".kube/config", config("server: 'http://home'", ""));
    EXPECT_EQ(find().value().server.host, "home") << "a kubeconfig comes first";
}

TEST_F(AccessTest, SaysWhatIsWrongAndWhere) {
    const std::string path = m_folder + "/config.yaml";
    EXPECT_THAT(complaint("clusters: {"), HasSubstr(path + ":"));
    EXPECT_THAT(complaint("clusters: 7"), HasSubstr(path + ":1:11: error: clusters is a list"));
    EXPECT_THAT(complaint("kind: Secret\ntoken: hunter2"),
                HasSubstr(":1:7: error: a kubeconfig has the kind Config, not Secret"));
    EXPECT_THAT(complaint("clusters: []"), HasSubstr("no context is the current one; say --context"));
    EXPECT_THAT(complaint("current-context: hre\n" + config("server: 'http://a'", "").substr(22)),
                HasSubstr("did you mean 'here'?"));
    EXPECT_THAT(complaint(config("", "token: hunter2")), HasSubstr(":4:12: error: cluster 'a' has no server"));
    EXPECT_THAT(complaint(config("server: 'ftp://a'", "")), HasSubstr("addresses begin with http:// or https://"));
    EXPECT_THAT(complaint(config("server: 'https://a', proxy-url: 'http://p'", "")), HasSubstr("proxy-url isn't understood"));
    EXPECT_THAT(complaint(config("server: 'https://a', certificate-authority-data: '*'", "")), HasSubstr("isn't base64"));
    EXPECT_THAT(complaint(config("server: 'https://a'", "client-key-data: aGVhZHJvb20=")),
                HasSubstr("client-key-data isn't base64 of PEM"));
    EXPECT_THAT(complaint(config("server: 'https://a'", "client-key: k.pem")), HasSubstr("needs both"));
    EXPECT_THAT(complaint(config("server: 'https://a'", "token: 'hunter2 x'")), HasSubstr("the token is empty, or has blanks"));
    EXPECT_THAT(complaint(config("server: 'https://a', insecure-skip-tls-verify: true, certificate-authority: x", "")),
                HasSubstr("exclude each other"));
    EXPECT_THAT(complaint(config("server: 'https://a', insecure-skip-tls-verify: maybe", "")), HasSubstr("is true or false"));
    EXPECT_THAT(complaint(config("server: 'https://a'", "auth-provider: {name: gcp, config: {access-token: hunter2}}")),
                AllOf(HasSubstr("the auth-provider 'gcp' isn't understood"), HasSubstr("exec plugin")));
    m_options.space = "../../secrets";
    EXPECT_THAT(complaint(config("server: 'https://a'", "")), HasSubstr("is no name of a namespace"));
    m_options = {};
    EXPECT_THAT(find().error().message, AllOf(HasSubstr(m_folder + "/.kube/config"), HasSubstr("--kubeconfig FILE")));
    m_options.kubeconfig = "/nowhere/config";
    EXPECT_THAT(find().error().message, HasSubstr("--kubeconfig: /nowhere/config can't be read"));
}

class ExecPluginTest : public AccessTest {
protected:
    /// A shell script as a plugin.
    ConfigPlugin plugin(const std::string& script) const {
        ConfigPlugin plugin;
        plugin.apiVersion = "client.authentication.k8s.io/v1";
        plugin.command = "sh";
        plugin.arguments = {"-c", script, "hunter2"};
        plugin.place.file = "config";
        return plugin;
    }
    static Result<PluginCredentials> run(const ConfigPlugin& plugin, model::Duration longest = model::Duration::seconds(60)) {
        return runPlugin(plugin, R"({"server":"https://a"})", longest, [] { return false; });
    }
    std::string failure(const ConfigPlugin& plugin, model::Duration longest = model::Duration::seconds(60)) const {
        const auto given = run(plugin, longest);
        EXPECT_FALSE(given);
        EXPECT_THAT(given.error().message, Not(HasSubstr("hunter2")));
        return given.error().message;
    }
};

TEST_F(ExecPluginTest, GivesCredentials) {
    ConfigPlugin asked = plugin(
        R"sh(printf '{"kind":"ExecCredential","status":{"token":"%s-%s","expirationTimestamp":"2026-01-01T00:00:00Z"}}' "$MORE" \
             "$(echo "$KUBERNETES_EXEC_INFO" | grep -c '"server":"https://a"')")sh");
    asked.environment["MORE"] = "given";
    asked.wantsCluster = true;
    const auto given = run(asked);
    ASSERT_TRUE(given) << given.error().message;
    EXPECT_EQ(given.value().token, "given-1") << "its environment and the cluster's description are there";
    EXPECT_EQ(given.value().expires, "2026-01-01T00:00:00Z");
}

TEST_F(ExecPluginTest, SaysWhatWentWrongWithIt) {
    EXPECT_THAT(failure(plugin("echo hunter2; echo hunter2 >&2; exit 3")),
                HasSubstr("failed (exit status 3); run it by hand to see why"));
    EXPECT_THAT(failure(plugin("echo hunter2")), HasSubstr("doesn't answer with an ExecCredential"));
    EXPECT_THAT(failure(plugin(R"(echo '{"kind":"ExecCredential","status":{}}')")), HasSubstr("gives no credentials"));
    ConfigPlugin missing = plugin("");
    missing.command = "no-such-plugin";
    missing.installHint = "install it from its shop";
    EXPECT_THAT(failure(missing), AllOf(HasSubstr("no-such-plugin"), HasSubstr("install it from its shop")));
    ConfigPlugin old = plugin("");
    old.apiVersion = "client.authentication.k8s.io/v1alpha1";
    EXPECT_THAT(failure(old), HasSubstr("v1alpha1"));
}

TEST_F(ExecPluginTest, EndsInTimeWithAllItStarted) {
    const std::string marker = m_folder + "/child";
    EXPECT_THAT(failure(plugin("sh -c 'echo $$ >" + marker + "; exec sleep 600' & wait"), model::Duration::seconds(2)),
                HasSubstr("doesn't end within 2 s"));
    const std::string child = contentOf(marker);
    ASSERT_FALSE(child.empty());
    const auto isOver = [&] {
        const std::string status = contentOf("/proc/" + std::to_string(std::stoi(child)) + "/stat");
        return status.empty() || status.find(") Z ") != std::string::npos;
    };
    for (int i = 0; i < 1000 && !isOver(); ++i) usleep(10'000);
    EXPECT_TRUE(isOver());
}

}  // namespace
}  // namespace headroom::connectors::kubernetes
