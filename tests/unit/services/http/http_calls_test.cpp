#include "services/http/http_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "services/http/wire.h"
#include "services/pod/http_front.h"

namespace headroom::services {
namespace {

using model::Duration;

class HttpCallsTest : public testing::Test {
protected:
    int answer(const std::string& operation, const Errand& told) {
        const std::scoped_lock lock(mutex);
        asked.push_back(operation);
        errands.push_back(told);
        return operation == "slow" ? (wait.wait_for(Duration::seconds(60)), wire::done) : status;
    }
    Outcome call(const std::string& operation, Duration timeout = Duration::seconds(30)) {
        return calls.call("orders", operation, timeout, errand);
    }

    /// Lets a slow operation go on.
    struct Gate {
        std::atomic<bool> isOpen{false};
        bool wait_for(Duration) {
            while (!isOpen) std::this_thread::yield();
            return true;
        }
    } wait;
    std::mutex mutex;
    std::vector<std::string> asked;
    std::vector<Errand> errands;
    int status = wire::done;
    const Errand errand = Errand::of({5, 6, 7}, 8);
    Faults faults;
    Endpoints endpoints;
    Metrics metrics{"caller", "caller-0"};
    HttpCalls calls{endpoints, faults, metrics};
    HttpFront front{{[this](const std::string& operation, const Errand& told) { return answer(operation, told); },
                     [] { return true; }, [] { return std::string("up 1\n"); }}};
    void SetUp() override { endpoints.replace({{"orders", {{"127.0.0.1", front.port()}}}}); }
};

TEST_F(HttpCallsTest, CarryOperationAndTrace) {
    EXPECT_EQ(call("create"), Outcome::Ok);
    EXPECT_EQ(call("status"), Outcome::Ok);
    EXPECT_THAT(asked, testing::ElementsAre("create", "status"));
    EXPECT_EQ(errands[0].id, 6U);
    EXPECT_EQ(errands[0].trace, errand.trace);
}

TEST_F(HttpCallsTest, KnowEveryAnswer) {
    status = wire::failed;
    EXPECT_EQ(call("create"), Outcome::Failed);
    status = wire::noPlace;
    EXPECT_EQ(call("create"), Outcome::Rejected);
    status = wire::rateLimited;
    EXPECT_EQ(call("create"), Outcome::Rejected);
}

TEST_F(HttpCallsTest, WaitNoLongerThanTheirTimeOut) {
    EXPECT_EQ(call("slow", Duration::milliseconds(20)), Outcome::TimedOut);
    wait.isOpen = true;
}

TEST_F(HttpCallsTest, SaySoWhenThereIsNobody) {
    endpoints.replace({});
    EXPECT_EQ(call("create"), Outcome::Unreachable);
    int closedPort = 0;
    {
        const HttpFront gone(
            {[](const auto&, const auto&) { return wire::done; }, [] { return true; }, [] { return std::string(); }});
        closedPort = gone.port();
    }
    endpoints.replace({{"orders", {{"127.0.0.1", closedPort}}}});
    EXPECT_EQ(call("create"), Outcome::Unreachable);
}

TEST_F(HttpCallsTest, GetNoAnswerFromWhoIsCutOff) {
    faults.begin({{"id", "1"}, {"kind", "partition"}, {"elements", {"service/orders"}}});
    EXPECT_EQ(call("create", Duration::milliseconds(5)), Outcome::TimedOut);
    EXPECT_TRUE(asked.empty());
}

TEST_F(HttpCallsTest, ManyAtOnceAreAllAnswered) {
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 20; ++turn) good += isOk(call("create")) ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(good, 16 * 20);
    EXPECT_EQ(asked.size(), 16U * 20U);
}

}  // namespace
}  // namespace headroom::services
