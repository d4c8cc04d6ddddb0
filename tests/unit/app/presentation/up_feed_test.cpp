#include "app/presentation/up_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::presentation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Sentence = UpFeed::Sentence;

TEST(UpFeed, TellsWhatTheSupervisorSays) {
    UpFeed feed;
    EXPECT_THAT(feed.feed(R"({"level":"info","event":"serving","message":"serving: 3 pods)"), IsEmpty());
    EXPECT_THAT(feed.feed(" are ready\"}\n{\"level\":\"warn\",\"event\":\"pod.exited\",\"message\":\"a-1 exited\"}\n"),
                ElementsAre(Sentence{"serving: 3 pods are ready", false}, Sentence{"a-1 exited", true}));
    EXPECT_FALSE(feed.status());
}

TEST(UpFeed, KeepsTheLastStatus) {
    UpFeed feed;
    EXPECT_THAT(feed.feed("{\"event\":\"status\",\"ready\":2,\"wanted\":3,\"restarts\":1,\"message\":\"\"}\n"), IsEmpty());
    EXPECT_EQ(feed.status(), (UpStatus{2, 3, 1, std::nullopt}));
    EXPECT_EQ(statusText(*feed.status()), "2 of 3 pods ready · 1 restart · requests/s –");
    feed.feed("{\"event\":\"status\",\"ready\":3,\"wanted\":3,\"restarts\":2,\"requestsPerSecond\":120.4}\n");
    EXPECT_EQ(statusText(*feed.status()), "3 of 3 pods ready · 2 restarts · 120 requests/s");
}

TEST(UpFeed, PassesOnWhatIsNoneOfItsLanguage) {
    UpFeed feed;
    EXPECT_THAT(feed.feed("terminate called\n\n[1]\n{\"event\":7}\n"),
                ElementsAre(Sentence{"terminate called", true}, Sentence{"[1]", true}, Sentence{"", true}));
}

}  // namespace
}  // namespace headroom::presentation
