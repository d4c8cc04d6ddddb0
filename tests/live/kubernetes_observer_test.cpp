// The observer against what answers as an API server does, in whatever state that is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "connectors/http/credentials.h"
#include "connectors/kubernetes/observer.h"
#include "tests/golden/cli/program.h"
#include "tests/live/api_server.h"
#include "tests/live/certificate.h"

namespace headroom::connectors::kubernetes {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(60);

/// Asks again until it holds.
bool comesTrue(const std::function<bool()>& holds) {
    for (const auto end = Clock::now() + patience; Clock::now() < end;) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return holds();
}

ObserverOptions impatient() {
    ObserverOptions options;
    options.services = {"order", "audit"};
    options.feed.firstPause = model::Duration::milliseconds(20);
    options.feed.longestPause = model::Duration::milliseconds(200);
    return options;
}

class KubernetesObserverTest : public testing::Test {
protected:
    KubernetesObserverTest() { setAllLists(m_server); }

    void begin(const std::string& user = "{token: sesame-token}", const AccessOptions& more = {}) {
        AccessOptions options = more;
        options.kubeconfig = kubeconfigFor(m_server.url(), user);
        auto access = findAccess(options, {});
        ASSERT_TRUE(access) << access.error().message;
        auto observer = Observer::begin(std::move(access.value()), impatient());
        ASSERT_TRUE(observer) << observer.error().message;
        m_observer = std::move(observer.value());
    }
    Snapshot first() {
        return m_observer->firstSnapshot([] { return false; });
    }
    /// Looks until this is so; what was told on the way is kept.
    bool sees(const std::function<bool(const Snapshot&)>& holds) {
        return comesTrue([&] {
            m_seen = m_observer->snapshot();
            for (const trace::Event& event : m_seen.events) m_told.push_back(event.kind + ": " + event.summary);
            return holds(m_seen);
        });
    }
    static bool isKnown(const Snapshot& snapshot, Kind kind) { return snapshot.isKnown(kind); }
    static std::optional<int> wanted(const Snapshot& snapshot, const std::string& name) {
        for (const Workload& workload : snapshot.workloads)
            if (workload.name.name == name) return workload.wanted;
        return std::nullopt;
    }

    ApiServer m_server;
    std::unique_ptr<Observer> m_observer;
    Snapshot m_seen;
    std::vector<std::string> m_told;
};

TEST_F(KubernetesObserverTest, SeesWhatIsThereAndWhatComes) {
    begin();
    const Snapshot seen = first();
    EXPECT_EQ(seen.workloads.size(), 4U);
    EXPECT_EQ(seen.pods.size(), 4U);
    EXPECT_EQ(seen.autoscalers.size(), 1U);
    EXPECT_EQ(seen.space, "shop");
    EXPECT_EQ(m_server.authorization(), "Bearer sesame-token");
    ASSERT_TRUE(comesTrue([&] { return m_server.watches("events") > 0; }));
    const auto lines = kubernetesLines("scale_up.ndjson");
    m_server.push("deployments", lines.at(0));
    m_server.push("events", lines.at(1));
    m_server.push("horizontalpodautoscalers", lines.at(2));
    for (const std::string& line : kubernetesLines("crash.ndjson")) m_server.push("pods", line);
    EXPECT_TRUE(sees([&](const Snapshot& now) {
        return wanted(now, "order") == 6 &&
               std::ranges::find_if(m_told, [](const std::string& told) { return told.starts_with("hpa.scaled"); }) !=
                   m_told.end() &&
               now.restarts.at("service/order") == 1;
    }));
    EXPECT_THAT(m_told,
                Contains(HasSubstr("HPA scaled order 4 → 6: cpu resource utilization (percentage of request) above target")));
    EXPECT_THAT(m_told, Contains(HasSubstr("container order ended: OOMKilled, exit code 137")));
    EXPECT_EQ(m_server.lists("pods"), 1) << "it watches rather than asks again and again";
    EXPECT_EQ(m_server.others(), 0) << "nothing is ever written";
}

TEST_F(KubernetesObserverTest, GoesOnWhereAWatchEnded) {
    begin();
    ASSERT_TRUE(sees([](const Snapshot& now) { return isKnown(now, Kind::Deployments); }));
    for (const bool isCut : {false, true}) {
        ASSERT_TRUE(comesTrue([&] { return m_server.watches("deployments") > 0; }));
        const int before = m_server.watches("deployments");
        isCut ? m_server.cut("deployments") : m_server.end("deployments");
        ASSERT_TRUE(comesTrue([&] { return m_server.watches("deployments") > before; }));
    }
    const std::string scaled = kubernetesLines("scale_up.ndjson").front();
    const std::string version = "resourceVersion=" + std::to_string(kubernetesVersion(scaled));
    m_server.push("deployments", scaled);
    EXPECT_TRUE(sees([](const Snapshot& now) { return wanted(now, "order") == 6; }));
    m_server.cut("deployments");
    ASSERT_TRUE(comesTrue([&] { return m_server.query("deployments").ends_with(version); }));
    EXPECT_EQ(m_server.lists("deployments"), 1) << "what it knows it doesn't ask for again";
    EXPECT_EQ(m_server.query("deployments"), "watch=true&allowWatchBookmarks=true&timeoutSeconds=240&" + version);
}

TEST_F(KubernetesObserverTest, ListsAnewWhereTheServerHasForgotten) {
    begin();
    ASSERT_TRUE(sees([](const Snapshot& now) { return isKnown(now, Kind::Deployments); }));
    std::string later = kubernetesAnswer("deployments.json");
    later.replace(later.find("\"replicas\":4"), 12, "\"replicas\":5");
    m_server.setList("deployments", later);
    m_server.push("deployments", kubernetesLines("crash.ndjson").back());  // a bookmark
    m_server.pushRaw("deployments", kubernetesAnswer("expired.ndjson"));
    EXPECT_TRUE(sees([](const Snapshot& now) { return wanted(now, "order") == 5; })) << "by an event of the watch";
    later.replace(later.find("\"replicas\":5"), 12, "\"replicas\":7");
    m_server.setList("deployments", later);
    m_server.setWatch("deployments", 410, kubernetesAnswer("pods_part_late.json"));
    m_server.cut("deployments");
    EXPECT_TRUE(sees([](const Snapshot& now) { return wanted(now, "order") == 7; })) << "by an answer";
}

TEST_F(KubernetesObserverTest, ReadsListsInParts) {
    const auto part = [](const std::string& name, const std::string& more) {
        return R"({"kind":"PodList","metadata":{"resourceVersion":"5","continue":")" + more +
               R"("},"items":[{"metadata":{"name":")" + name + R"("}}]})";
    };
    m_server.setList("pods", part("a", "t1"));
    m_server.setMore("pods", "t1", part("b", "t2"));
    m_server.setMore("pods", "t2", part("c", ""));
    begin();
    EXPECT_EQ(first().pods.size(), 3U);
    EXPECT_EQ(m_server.lists("pods"), 3);
}

TEST_F(KubernetesObserverTest, ReadsThePartsOfARealServer) {
    const std::string part = kubernetesAnswer("pods_part_1.json");
    const std::size_t token = part.find("\"continue\":\"") + 12;
    m_server.setList("pods", part);
    m_server.setMore("pods", part.substr(token, part.find('"', token) - token), kubernetesAnswer("pods_part_2.json"));
    begin();
    EXPECT_EQ(first().pods.size(), 4U);
    EXPECT_EQ(m_server.lists("pods"), 2);
}

TEST_F(KubernetesObserverTest, APartThatCameTooLateIsNoListAtAll) {
    m_server.setList(
        "pods", R"({"kind":"PodList","metadata":{"resourceVersion":"5","continue":"t1"},"items":[{"metadata":{"name":"a"}}]})");
    m_server.setMore("pods", "t1", kubernetesAnswer("pods_part_late.json"), 410);
    begin();
    const Snapshot seen = first();
    EXPECT_FALSE(seen.isKnown(Kind::Pods));
    EXPECT_TRUE(seen.pods.empty()) << "half of them are none";
    setAllLists(m_server);
    EXPECT_TRUE(sees([](const Snapshot& now) { return now.pods.size() == 4; }));
}

TEST_F(KubernetesObserverTest, WhatMayNotBeReadCostsNothingElse) {
    m_server.setList("horizontalpodautoscalers", kubernetesAnswer("forbidden.json"), 403);
    begin();
    Snapshot seen = first();
    EXPECT_TRUE(seen.isKnown(Kind::Pods));
    EXPECT_FALSE(seen.isKnown(Kind::Autoscalers));
    EXPECT_THAT(seen.state(Kind::Autoscalers).error->message,
                AllOf(HasSubstr("User \"observer\" cannot list"),
                      HasSubstr("{apiGroups: [\"autoscaling\"], resources: [horizontalpodautoscalers]")));
    EXPECT_FALSE(seen.blindness());
    setAllLists(m_server);
    EXPECT_TRUE(sees([](const Snapshot& now) { return isKnown(now, Kind::Autoscalers); })) << "rights may be given later";
}

TEST_F(KubernetesObserverTest, ATokenThatIsRenewedIsReadAnew) {
    const std::string token = freshPath("token");
    std::ofstream(token) << "old\n";
    m_server.require("Bearer old");
    begin("{tokenFile: '" + token + "'}");
    EXPECT_FALSE(first().blindness());
    m_server.require("Bearer new");
    for (const KindOfThing& thing : kinds) m_server.cut(std::string(thing.resource));
    ASSERT_TRUE(
        sees([](const Snapshot& now) { return now.blindness() && now.blindness()->message.find("(401)") != std::string::npos; }));
    EXPECT_THAT(m_seen.blindness()->message, Not(HasSubstr("old")));
    std::ofstream(token) << "new\n";
    EXPECT_TRUE(sees([](const Snapshot& now) { return now.isKnown(Kind::Pods) && now.isKnown(Kind::Events); }));
}

TEST_F(KubernetesObserverTest, APluginIsAskedAgainOnceItsTokenIsRefused) {
    const std::string counter = freshPath("runs");
    m_server.require("Bearer token-1");
    const std::string script = freshPath("plugin.sh");
    std::ofstream(script) << "echo x >>" << counter << "\nn=$(wc -l <" << counter << ")\n"
                          << R"(echo '{"kind":"ExecCredential","status":{"token":"token-'$n'"}}')";
    begin("{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: ['" + script + "']}}");
    EXPECT_FALSE(first().blindness());
    m_server.require("Bearer token-2");
    for (const KindOfThing& thing : kinds) m_server.cut(std::string(thing.resource));
    EXPECT_TRUE(comesTrue([&] { return m_server.authorization() == "Bearer token-2"; }));
    EXPECT_TRUE(sees([](const Snapshot& now) { return !now.blindness() && now.isKnown(Kind::Pods); }));
    std::ifstream runs(counter);
    EXPECT_EQ(std::count(std::istreambuf_iterator<char>(runs), {}, 'x'), 2) << "once for all five that were refused";
}

TEST_F(KubernetesObserverTest, WhatMakesNoSenseStaysUnknown) {
    for (const char* answer : {"", "{", "<html>hello</html>", R"({"kind":"PodList"})", "[1,2", R"({"items":[]})"}) {
        m_server.setList("pods", answer);
        begin();
        const Snapshot seen = first();
        EXPECT_FALSE(seen.isKnown(Kind::Pods)) << answer;
        EXPECT_TRUE(seen.isKnown(Kind::Deployments));
    }
    m_server.setList(
        "pods",
        R"({"kind":"PodList","metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":7}},{"metadata":{"name":"a"}},3]})");
    begin();
    EXPECT_TRUE(sees([](const Snapshot& now) { return now.state(Kind::Pods).senseless == 2 && now.pods.size() == 1; }));
}

TEST_F(KubernetesObserverTest, AWatchThatTalksNonsenseIsBegunAnew) {
    begin();
    ASSERT_TRUE(sees([](const Snapshot& now) { return isKnown(now, Kind::Pods); }));
    for (const std::string& nonsense :
         {std::string("what?\n"), std::string("{\"type\":7}\n"), std::string("{\"type\":\"ADDED\",\"object\":[]}\n")}) {
        const int lists = m_server.lists("pods");
        m_server.pushRaw("pods", nonsense);
        ASSERT_TRUE(comesTrue([&] { return m_server.lists("pods") > lists; })) << nonsense;
    }
    EXPECT_TRUE(sees([](const Snapshot& now) { return now.pods.size() == 4; }));
}

TEST_F(KubernetesObserverTest, AHugeObjectIsReadAndAnEndlessOneIsNot) {
    begin();
    ASSERT_TRUE(sees([](const Snapshot& now) { return isKnown(now, Kind::Pods); }));
    const std::string huge(3'000'000, 'x');
    const std::string later = std::to_string(kubernetesVersion(kubernetesAnswer("pods.json")) + 1);
    m_server.push("pods", R"({"type":"ADDED","object":{"metadata":{"name":"huge","resourceVersion":")" + later +
                              R"(","annotations":{"a":")" + huge + "\"}}}}");
    EXPECT_TRUE(sees([](const Snapshot& now) { return now.pods.size() == 5; }));
    const int lists = m_server.lists("pods");
    m_server.pushRaw("pods", std::string(LineBuffer::longestLine + 2, 'y'));
    EXPECT_TRUE(comesTrue([&] { return m_server.lists("pods") > lists; }));
}

TEST_F(KubernetesObserverTest, NobodyIsWaitedFor) {
    begin();
    first();
    const auto began = Clock::now();
    m_observer.reset();
    EXPECT_LT(Clock::now() - began, std::chrono::seconds(20)) << "all five watches are open";
    OddServer hanging([](int socket, const std::stop_token& stop) { hang(socket, stop); });
    AccessOptions options;
    options.kubeconfig = kubeconfigFor("http://" + hanging.place());
    Access access = findAccess(options, {}).value();
    access.http.timeout = model::Duration::milliseconds(300);
    auto silent = Observer::begin(std::move(access), impatient());
    const Snapshot nothing = silent.value()->snapshot();
    EXPECT_FALSE(nothing.blindness()) << "something may still come";
    EXPECT_EQ(silent.value()->firstSnapshot([] { return false; }).blindness()->kind, Error::Kind::TimedOut);
}

TEST_F(KubernetesObserverTest, SaysThatNobodyIsThere) {
    AccessOptions options;
    options.kubeconfig = kubeconfigFor("http://127.0.0.1:" + std::to_string(deadPort()));
    auto observer = Observer::begin(findAccess(options, {}).value(), impatient());
    const auto error = observer.value()->firstSnapshot([] { return false; }).blindness();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Unreachable);
    EXPECT_TRUE(error->retriable);
}

TEST_F(KubernetesObserverTest, BelievesTheAuthorityOfTheKubeconfigOnly) {
    const std::string folder = freshPath("pki");
    std::filesystem::create_directories(folder);
    const Certificate certificate(folder, "10.96.0.1", -1, 1);
    HttpServer server(
        [](const Asked& asked) {
            return Told{asked.path.find("watch=") == std::string::npos
                            ? R"({"kind":"List","metadata":{"resourceVersion":"1"},"items":[]})"
                            : "",
                        200, "application/json"};
        },
        certificate.certificate, certificate.key);
    std::ifstream pem(certificate.certificate);
    const std::string data = http::base64({std::istreambuf_iterator<char>(pem), {}});
    const auto look = [&](const std::string& more) {
        const std::string path = freshPath("secure");
        std::ofstream(path) << "current-context: c\nclusters: [{name: c, cluster: {server: 'https://" << server.place() << "'"
                            << more << "}}]\ncontexts: [{name: c, context: {cluster: c}}]\n";
        AccessOptions options;
        options.kubeconfig = path;
        auto observer = Observer::begin(findAccess(options, {}).value(), impatient());
        return observer.value()->firstSnapshot([] { return false; }).blindness();
    };
    EXPECT_THAT(look("")->message, HasSubstr("certificate isn't accepted"));
    EXPECT_THAT(look(", certificate-authority-data: " + data)->message, HasSubstr("isn't for the host 127.0.0.1"));
    EXPECT_FALSE(look(", certificate-authority-data: " + data + ", tls-server-name: 10.96.0.1"));
    EXPECT_FALSE(look(", insecure-skip-tls-verify: true"));
}

}  // namespace
}  // namespace headroom::connectors::kubernetes
