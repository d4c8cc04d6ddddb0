#include "services/clients/clients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <latch>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>
#include <tuple>

#include "model/scenario/reader.h"
#include "services/audit/journey_book.h"
#include "services/clients/called_services.h"
#include "services/http/wire.h"
#include "services/pod/http_front.h"

namespace headroom::services {
namespace {

using nlohmann::json;

/// A service that counts who comes.
class Station {
public:
    std::function<int()> answer = [] { return wire::done; };
    std::atomic<int> served{0};

    std::string address() const { return "127.0.0.1:" + std::to_string(m_front.port()); }
    std::set<std::uint64_t> errands() {
        const std::scoped_lock lock(m_mutex);
        return m_errands;
    }
    void waitUntilServed(int count) const {
        while (served < count) std::this_thread::yield();
    }

private:
    int serve(const Errand& errand) {
        {
            const std::scoped_lock lock(m_mutex);
            m_errands.insert(errand.id);
        }
        const int status = answer();
        ++served;
        return status;
    }

    std::mutex m_mutex;
    std::set<std::uint64_t> m_errands;
    HttpFront m_front{{[this](const std::string&, const Errand& errand) { return serve(errand); }, [] { return true; },
                       [] { return std::string(); }}};
};

model::Scenario scenarioOf(const std::string& clients) {
    const std::string text =
        "scenario: s\nservices:\n  a: {operations: {do: [wait: 1ms]}}\n  b: {operations: {do: [wait: 1ms]}}\nclients:\n";
    auto read = model::readScenarioText(text + clients, "test.yaml");
    for (const model::Diagnostic& diagnostic : read.diagnostics.all()) ADD_FAILURE() << model::toString(diagnostic);
    return std::move(*read.scenario);
}

const std::string shopOfA = "  shop: {load: constant(200/s), journey: [call: a.do]}\n";

/// The clients of a scenario on a thread of their own, with the supervisor's end of their input.
class Played {
public:
    explicit Played(const std::string& clients, model::Duration grace = model::Duration::seconds(60),
                    const std::string& audit = {})
        : m_scenario(scenarioOf(clients)), m_log("clients", m_file) {
        if (pipe(m_commands.data()) != 0) throw std::runtime_error("no pipe");
        m_clients =
            std::make_unique<Clients>(ClientsOptions{m_scenario, {}, m_commands[0], grace, {"127.0.0.1", 0}, audit}, m_log);
        m_thread = std::thread([this] { m_haveAllEnded = m_clients->run(); });
    }
    ~Played() {
        if (m_thread.joinable()) stop();
        m_clients.reset();
        for (const int descriptor : m_commands) close(descriptor);
        std::fclose(m_file);
        std::free(m_text);
    }
    Played(const Played&) = delete;
    Played& operator=(const Played&) = delete;

    void say(const json& command) const {
        const std::string line = command.dump() + "\n";
        ASSERT_EQ(write(m_commands[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
    }
    void endpoints(const json& services) const { say({{"command", "endpoints"}, {"services", services}}); }
    /// False when journeys had not ended.
    bool stop() {
        say({{"command", "stop"}});
        m_thread.join();
        return m_haveAllEnded;
    }
    std::vector<json> said(const std::string& event) const {
        std::fflush(m_file);
        std::vector<json> lines;
        std::istringstream text(std::string(m_text, m_length));
        for (std::string line; std::getline(text, line);)
            if (json said = json::parse(line); said["event"] == event) lines.push_back(std::move(said));
        return lines;
    }

private:
    model::Scenario m_scenario;
    char* m_text = nullptr;
    std::size_t m_length = 0;
    std::FILE* m_file = open_memstream(&m_text, &m_length);
    Log m_log;
    std::array<int, 2> m_commands{};
    std::unique_ptr<Clients> m_clients;
    bool m_haveAllEnded = false;
    std::thread m_thread;
};

TEST(CalledServices, AreThoseOfAllJourneys) {
    const model::Scenario scenario =
        scenarioOf(shopOfA + "  other: {load: constant(1/s), journey: [wait: 1ms, call: b.do, call: a.do]}\n");
    EXPECT_EQ(calledServices(scenario.clients), (std::set<std::string>{"a", "b"}));
}

TEST(Clients, KeepALedgerOfWhatTheyWereTold) {
    std::string folder = testing::TempDir() + "ledgersXXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    Station station;
    station.answer = [&station] { return station.served % 3 == 0 ? wire::failed : wire::done; };
    std::int64_t completed = 0;
    std::int64_t failed = 0;
    const auto play = [&](int journeys) {
        Played played(shopOfA, model::Duration::seconds(60), folder);
        played.endpoints({{"a", {station.address()}}});
        station.waitUntilServed(station.served + journeys);
        EXPECT_TRUE(played.stop());
        completed += played.said("summary")[0]["completed"].get<std::int64_t>();
        failed += played.said("summary")[0]["failed"].get<std::int64_t>();
    };
    play(30);
    play(30);
    EXPECT_LT(station.errands().size(), static_cast<std::size_t>(completed + failed)) << "what is drawn is the same in both";
    const auto book = readLedgers(folder);
    ASSERT_TRUE(book) << book.error().message << ": journeys of two runs must not be taken for one";
    const auto& all = book.value();
    const auto accepted = std::ranges::count_if(all, [](const auto& entry) { return entry.second.isAccepted(); });
    EXPECT_EQ(accepted, completed);
    EXPECT_EQ(static_cast<std::int64_t>(all.size()) - accepted, failed);
    EXPECT_GT(failed, 0);
    std::filesystem::remove_all(folder);
}

TEST(Clients, WaitUntilEachServiceTheyCallHasAnEndpoint) {
    Station station;
    Played played(shopOfA + "  other: {load: constant(200/s), journey: [call: b.do]}\n");
    played.endpoints({{"a", {station.address()}}, {"b", json::array()}});
    EXPECT_TRUE(played.stop());
    EXPECT_EQ(station.served, 0);
    EXPECT_TRUE(played.said("ready").empty());
    ASSERT_EQ(played.said("summary").size(), 2U);
    EXPECT_EQ(played.said("summary")[0]["offered"], 0);
}

TEST(Clients, CountWhatTheirServicesServed) {
    Station station;
    Played played(shopOfA);
    played.endpoints({{"a", {station.address()}}});
    station.waitUntilServed(50);
    EXPECT_TRUE(played.stop());
    EXPECT_EQ(played.said("ready").size(), 1U);
    const json summary = played.said("summary").at(0);
    EXPECT_EQ(summary["client"], "shop");
    EXPECT_EQ(summary["completed"], station.served.load());
    EXPECT_EQ(summary["offered"], station.served.load());
    EXPECT_EQ(summary["inFlight"], 0);
    EXPECT_GT(summary["latency"]["p50"].get<double>(), 0);
}

TEST(Clients, TellFailedFromRejected) {
    Station station;
    std::atomic<int> turn{0};
    station.answer = [&] { return turn++ % 2 == 0 ? wire::failed : wire::noPlace; };
    Played played(shopOfA);
    played.endpoints({{"a", {station.address()}}});
    station.waitUntilServed(20);
    EXPECT_TRUE(played.stop());
    const json summary = played.said("summary").at(0);
    EXPECT_EQ(summary["completed"], 0);
    EXPECT_TRUE(summary["latency"]["p99"].is_null());
    EXPECT_EQ(summary["failed"].get<int>() + summary["rejected"].get<int>(), station.served);
    EXPECT_LE(std::abs(summary["failed"].get<int>() - summary["rejected"].get<int>()), 1);
}

TEST(Clients, GoOnWhenAServiceHasNoEndpointAnyMore) {
    Station station;
    Played played(shopOfA);
    played.endpoints({{"a", {station.address()}}});
    station.waitUntilServed(5);
    played.endpoints(json::object());
    played.endpoints({{"a", {station.address()}}});
    station.waitUntilServed(station.served + 5);
    EXPECT_TRUE(played.stop());
    const json summary = played.said("summary").at(0);
    EXPECT_EQ(summary["completed"], station.served.load());
    EXPECT_EQ(summary["offered"], summary["completed"].get<int>() + summary["failed"].get<int>());
}

TEST(Clients, FollowSurgesUntilTheyHeal) {
    Station station;
    Played played("  shop: {load: constant(1/h), journey: [call: a.do]}\n");
    played.endpoints({{"a", {station.address()}}});
    played.say({{"command", "fault"}, {"id", "f"}, {"kind", "surge"}, {"client", "shop"}, {"factor", 720'000}});
    station.waitUntilServed(20);
    played.say({{"command", "heal"}, {"id", "f"}});
    EXPECT_TRUE(played.stop());
    EXPECT_TRUE(played.said("refused").empty());
}

TEST(Clients, ReportWhatHasNotEndedInTheGrace) {
    Station station;
    std::latch gate(1);
    station.answer = [&] {
        gate.wait();
        return wire::done;
    };
    Played played("  users: {load: 'closed(users=3, thinkTime=0)', journey: [call: a.do]}\n", model::Duration{0});
    played.endpoints({{"a", {station.address()}}});
    while (station.errands().size() < 3) std::this_thread::yield();
    EXPECT_FALSE(played.stop());
    gate.count_down();
    const json summary = played.said("summary").at(0);
    EXPECT_EQ(summary["offered"], 3);
    EXPECT_EQ(summary["inFlight"], 3);
    EXPECT_EQ(summary["completed"], 0);
}

TEST(Clients, DrawTheSameJourneysAgain) {
    const auto firstOnes = [] {
        Station station;
        Played played("  shop: {load: poisson(200/s), journey: [call: a.do]}\n");
        played.endpoints({{"a", {station.address()}}});
        station.waitUntilServed(30);
        played.stop();
        return station.errands();
    };
    const std::set<std::uint64_t> once = firstOnes();
    const std::set<std::uint64_t> again = firstOnes();
    // One of them may have gone on for longer; the shorter one is part of it.
    const auto& [longer, shorter] = once.size() > again.size() ? std::tie(once, again) : std::tie(again, once);
    EXPECT_TRUE(std::includes(longer.begin(), longer.end(), shorter.begin(), shorter.end()));
}

TEST(Clients, ServeTheirMetrics) {
    Station station;
    Played played(shopOfA);
    played.endpoints({{"a", {station.address()}}});
    station.waitUntilServed(5);
    httplib::Client client("127.0.0.1", played.said("listening").at(0)["port"].get<int>());
    const auto answer = client.Get("/metrics");
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->body, testing::HasSubstr("headroom_journeys_offered_total{service_name=\"clients\",client=\"shop\"}"));
    EXPECT_THAT(answer->body, testing::HasSubstr("http_client_request_duration_seconds_bucket"));
    EXPECT_THAT(answer->body, testing::Not(testing::HasSubstr("headroom_client_users"))) << "an open load has no users";
    EXPECT_EQ(client.Get("/healthz")->status, 200);
    EXPECT_EQ(client.Get("/readyz")->status, 200);
}

TEST(Clients, RefuseCommandsThatMakeNoSense) {
    Played played(shopOfA);
    played.say({{"command", "dance"}});
    played.say({{"command", "fault"}, {"id", "f"}});
    played.say(json::array({1}));
    EXPECT_TRUE(played.stop());
    EXPECT_EQ(played.said("refused").size(), 3U);
}

}  // namespace
}  // namespace headroom::services
