#include <gtest/gtest.h>

#include <QtTest>
#include <memory>
#include <stdexcept>
#include <thread>

#include "app/desktop/views/background_job.h"
#include "app/desktop/views/inbox.h"

namespace headroom::views {
namespace {

TEST(Inbox, DoesWhatOtherThreadsAskInOrderAndOnItsOwn) {
    Inbox inbox;
    std::vector<int> done;
    std::thread::id where;
    std::thread other([&] {
        for (int i = 0; i < 3; ++i)
            inbox.put([&, i] {
                where = std::this_thread::get_id();
                done.push_back(i);
            });
    });
    other.join();
    EXPECT_TRUE(done.empty()) << "not before its event loop comes to it";
    ASSERT_TRUE(QTest::qWaitFor([&] { return done.size() == 3; }));
    EXPECT_EQ(done, (std::vector{0, 1, 2}));
    EXPECT_EQ(where, std::this_thread::get_id());
}

TEST(Inbox, AnErrandMayEndIt) {
    auto inbox = std::make_unique<Inbox>();
    bool wasAfter = false;
    inbox->put([&] { inbox.reset(); });
    inbox->put([&] { wasAfter = true; });
    ASSERT_TRUE(QTest::qWaitFor([&] { return inbox == nullptr; }));
    EXPECT_FALSE(wasAfter);
}

TEST(BackgroundJob, WorksElsewhereAndDeliversHere) {
    BackgroundJob job;
    std::thread::id worked;
    std::thread::id delivered;
    job.start([&] {
        worked = std::this_thread::get_id();
        return [&] { delivered = std::this_thread::get_id(); };
    });
    EXPECT_TRUE(job.isRunning());
    EXPECT_THROW(job.start([] { return [] {}; }), std::logic_error);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !job.isRunning(); }));
    EXPECT_NE(worked, delivered);
    EXPECT_EQ(delivered, std::this_thread::get_id());
}

TEST(BackgroundJob, AnswersToNobodyAreDropped) {
    bool delivered = false;
    {
        BackgroundJob job;
        job.start([&] { return [&] { delivered = true; }; });
    }
    QCoreApplication::processEvents();
    EXPECT_FALSE(delivered);
}

}  // namespace
}  // namespace headroom::views
