#include "services/execution/trace_context.h"

#include <gtest/gtest.h>

#include <set>

namespace headroom::services {
namespace {

const std::string example = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(TraceContext, ReadsAndWritesWhatTheRecommendationShows) {
    const auto context = TraceContext::read(example);
    ASSERT_TRUE(context);
    EXPECT_EQ(context->traceHigh, 0x0af7651916cd43ddU);
    EXPECT_EQ(context->traceLow, 0x8448eb211c80319cU);
    EXPECT_EQ(context->span, 0xb7ad6b7169203331U);
    EXPECT_EQ(context->text(), example);
}

TEST(TraceContext, RefusesWhatIsNone) {
    for (const char* text : {"", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",  //
                             "00-00000000000000000000000000000000-b7ad6b7169203331-01",         //
                             "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",         //
                             "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",         //
                             "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",         //
                             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",    //
                             "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01"})
        EXPECT_FALSE(TraceContext::read(text)) << text;
}

TEST(TraceContext, ReadsVersionsToCome) {
    EXPECT_TRUE(TraceContext::read("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes"));
    EXPECT_FALSE(TraceContext::read("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01what"));
}

TEST(Baggage, TellsWhenTheJourneyBeganAmongOthers) {
    EXPECT_EQ(originIn(baggageOf(1'700'000'000'000'000'000)), 1'700'000'000'000'000'000);
    EXPECT_EQ(originIn("tenant=7, headroom-origin=12;hops=3 ,last=1"), 12);
    for (const char* text : {"", ",", "headroom-origin=", "headroom-origin=soon", "headroom-origin=-5", "headroom-origins=5",
                             "tenant=headroom-origin=5"})
        EXPECT_EQ(originIn(text), std::nullopt) << text;
}

TEST(TraceContext, AChildIsOfTheSameTraceAndNobodyElse) {
    const TraceContext parent = *TraceContext::read(example);
    std::set<std::uint64_t> spans{parent.span};
    for (std::uint64_t number = 0; number < 1000; ++number) {
        const TraceContext child = parent.child(number);
        EXPECT_EQ(child.traceHigh, parent.traceHigh);
        EXPECT_EQ(child.traceLow, parent.traceLow);
        EXPECT_TRUE(spans.insert(child.span).second);
    }
    EXPECT_EQ(parent.child(7), parent.child(7));
}

}  // namespace
}  // namespace headroom::services
