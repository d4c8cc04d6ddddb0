// Looks at several sources again and again: figures, silence and coming back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "connectors/prometheus/observer.h"
#include "tests/live/http_server.h"

namespace headroom::connectors::prometheus {
namespace {

using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

std::string counted(const std::string& service, int requests) {
    return "http_server_request_duration_seconds_count{service_name=\"" + service + "\",http_response_status_code=\"200\"} " +
           std::to_string(requests) + "\nhttp_server_active_requests{service_name=\"" + service + "\"} 3\n";
}

ObserverOptions impatient() {
    ObserverOptions options;
    options.http.timeout = options.http.connectTimeout = model::Duration::seconds(3);
    options.longestPause = model::Duration::milliseconds(500);
    return options;
}

std::unique_ptr<Observer> observerOf(const ObserverOptions& options) {
    auto observer = Observer::create(options);
    EXPECT_TRUE(observer) << observer.error().message;
    return observer ? std::move(observer.value()) : nullptr;
}

const ElementFigures* find(const Snapshot& snapshot, const std::string& name) {
    for (const ElementFigures& figures : snapshot.elements)
        if (figures.name == name) return &figures;
    return nullptr;
}

/// Looks until one is as wanted, or ten times as long as it should take.
template <class Condition>
Result<Snapshot> observedUntil(Observer& observer, Condition isWanted) {
    const auto end = Clock::now() + std::chrono::seconds(60);
    while (true) {
        auto look = observer.observe();
        if (isWanted(look) || Clock::now() > end) return look;
        std::this_thread::yield();
    }
}

TEST(MetricsObserver, SeesFiguresOfEveryPage) {
    std::atomic<int> requests = 0;
    HttpServer transaction([&](const Asked&) { return Told{counted("transaction", requests += 10)}; });
    HttpServer audit([&](const Asked&) { return Told{counted("audit", 7)}; });
    ObserverOptions options = impatient();
    options.pages = {{transaction.place(), ""}, {audit.place(), "auditor"}};
    const auto observer = observerOf(options);
    observer->observe();
    const auto look = observer->observe();
    ASSERT_TRUE(look) << look.error().message;
    EXPECT_EQ(look.value().sources.size(), 2U);
    const ElementFigures* figures = find(look.value(), "transaction");
    ASSERT_NE(figures, nullptr);
    EXPECT_EQ(figures->requests, 10);
    EXPECT_GT(figures->requestRate.value(), 0);
    EXPECT_EQ(find(look.value(), "auditor")->requests, 0);
    EXPECT_EQ(find(look.value(), "auditor")->gauge(Figure::InFlight), 3);
}

TEST(MetricsObserver, SeesTheOthersWhileOneHangsAndItAgainWhenItIsBack) {
    std::atomic<bool> isDown = false;
    HttpServer shaky([&](const Asked&) { return isDown ? Told{"", 503} : Told{counted("transaction", 1)}; });
    HttpServer steady([&](const Asked&) { return Told{counted("audit", 7)}; });
    OddServer hanging([](int socket, const std::stop_token& stop) { hang(socket, stop); });
    ObserverOptions options = impatient();
    options.pages = {{shaky.place(), ""}, {steady.place(), ""}, {hanging.place(), ""}};
    const auto observer = observerOf(options);
    ASSERT_TRUE(observer->observe());
    isDown = true;
    const auto look = observer->observe();
    ASSERT_TRUE(look) << look.error().message;
    ASSERT_EQ(look.value().sources.size(), 3U);
    EXPECT_THAT(look.value().sources[0].error.value_or(Error{}).message, HasSubstr("503"));
    EXPECT_FALSE(look.value().sources[1].error);
    EXPECT_EQ(look.value().sources[2].error.value_or(Error{}).kind, Error::Kind::TimedOut);
    EXPECT_TRUE(find(look.value(), "transaction")->isPartial);
    EXPECT_FALSE(find(look.value(), "transaction")->gauge(Figure::InFlight)) << "unknown, not nothing";
    EXPECT_FALSE(find(look.value(), "audit")->isPartial);
    isDown = false;
    const auto back =
        observedUntil(*observer, [](const Result<Snapshot>& seen) { return seen && !seen.value().sources[0].error; });
    ASSERT_FALSE(back.value().sources[0].error) << back.value().sources[0].error->message;
    EXPECT_EQ(find(back.value(), "transaction")->gauge(Figure::InFlight), 3);
}

TEST(MetricsObserver, LeavesASourceThatFailsAloneForAWhile) {
    HttpServer broken([](const Asked&) { return Told{"", 500}; });
    ObserverOptions options = impatient();
    options.longestPause = model::Duration::seconds(600);
    options.pages = {{broken.place(), ""}};
    const auto observer = observerOf(options);
    const auto begin = Clock::now();
    int looks = 0;
    while (Clock::now() - begin < std::chrono::milliseconds(300)) {
        const auto look = observer->observe();
        ASSERT_FALSE(look);
        EXPECT_THAT(look.error().message, HasSubstr("500"));
        ++looks;
    }
    EXPECT_GT(looks, 10);
    EXPECT_EQ(broken.requests(), 1) << "the next after half a second";
}

TEST(MetricsObserver, AsksSoManyAtOnceAndNoMore) {
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    const auto answer = [&](const Asked&) {
        const int present = ++now;
        int before = most;
        while (present > before && !most.compare_exchange_weak(before, present)) {
        }
        for (int i = 0; i < 1000; ++i) std::this_thread::yield();
        --now;
        return Told{counted("a", 1)};
    };
    std::vector<std::unique_ptr<HttpServer>> servers;
    ObserverOptions options;
    options.requestsAtOnce = 2;
    for (int i = 0; i < 6; ++i) {
        servers.push_back(std::make_unique<HttpServer>(answer));
        options.pages.push_back({servers.back()->place(), ""});
    }
    const auto look = observerOf(options)->observe();
    ASSERT_TRUE(look) << look.error().message;
    EXPECT_EQ(find(look.value(), "a")->sources, 6U);
    EXPECT_EQ(find(look.value(), "a")->gauge(Figure::InFlight), 18);
    EXPECT_LE(most, 2);
}

TEST(MetricsObserver, AsksAServerOnceALook) {
    HttpServer server([](const Asked&) {
        return Told{R"({"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"http_server_active_requests","job":"shop/cart"},"values":[[1,"4"],[16,"5"]]},
            {"metric":{"__name__":"http_server_active_requests","job":"shop/cart"},"values":[[1,"x"]]}]}})",
                    200, "application/json"};
    });
    ObserverOptions options = impatient();
    options.server = Server{server.place(), "namespace=\"shop\"", model::Duration::seconds(90)};
    const auto look = observerOf(options)->observe();
    ASSERT_TRUE(look) << look.error().message;
    EXPECT_EQ(server.requests(), 1);
    EXPECT_EQ(find(look.value(), "cart")->gauge(Figure::InFlight), 5);
    EXPECT_THAT(look.value().sources.at(0).remarks, testing::ElementsAre(HasSubstr("make no sense and stay unknown")));
    EXPECT_THAT(server.asked().body, HasSubstr("namespace%3D%22shop%22"));
}

TEST(MetricsObserver, QueriesForAllThatItsMappingKnows) {
    const std::string query = queryOf(builtInMapping(), {"p", "namespace=\"shop\"", model::Duration::seconds(90)});
    EXPECT_THAT(query, HasSubstr("{__name__=~\""));
    EXPECT_THAT(query, HasSubstr("|http_server_request_duration_seconds(_bucket|_sum|_count)?|"));
    EXPECT_THAT(query, HasSubstr("|istio_requests_total|"));
    EXPECT_THAT(query, HasSubstr("|system_cpu_count|"));
    EXPECT_THAT(query, testing::EndsWith("\",namespace=\"shop\"}[90000ms]"));
    Mapping dotted;
    dotted.rules.push_back({"x", "http.requests", Figure::InFlight, "service", {}, {}, {}, {}, {}, 1, ""});
    EXPECT_THAT(queryOf(dotted, {"p", "", model::Duration::seconds(1)}), HasSubstr("http\\\\.requests|"));
}

TEST(MetricsObserver, RefusesOptionsThatMakeNoSense) {
    EXPECT_THAT(Observer::create({}).value()->observe().error().message, HasSubstr("nothing to look at"));
    ObserverOptions twice;
    twice.pages = {{"http://a:80", ""}, {"a", ""}};
    EXPECT_THAT(Observer::create(twice).error().message, HasSubstr("http://a:80/metrics is to be looked at twice"));
    ObserverOptions odd;
    odd.pages = {{"ftp://a", ""}};
    EXPECT_EQ(Observer::create(odd).error().kind, Error::Kind::BadConfiguration);
    ObserverOptions server;
    server.server = Server{"http://me:hunter2@p", "", {}};
    EXPECT_THAT(Observer::create(server).error().message, testing::Not(HasSubstr("hunter2")));
}

TEST(MetricsObserver, EndsALookEarlyWhenSomebodyCancels) {
    OddServer hanging([](int socket, const std::stop_token& stop) { hang(socket, stop); });
    ObserverOptions options;
    options.http.timeout = model::Duration::seconds(600);
    options.pages = {{hanging.place(), ""}};
    const auto begin = Clock::now();
    const auto look = observerOf(options)->observe([&] { return Clock::now() - begin > std::chrono::milliseconds(200); });
    EXPECT_FALSE(look);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace headroom::connectors::prometheus
