#include "services/supervisor/fault_schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::services {
namespace {

using model::Duration;
using model::Instant;
using testing::ElementsAre;
using testing::IsEmpty;

Instant second(int number) {
    return Instant::start() + Duration::seconds(number);
}

model::Fault fault(int at, std::optional<int> length) {
    model::Fault made;
    made.at = second(at);
    if (length) made.length = Duration::seconds(*length);
    return made;
}

TEST(FaultSchedule, BeginsAndEndsInTheOrderOfTimes) {
    FaultSchedule schedule({fault(20, 10), fault(5, std::nullopt), fault(10, 15)});
    EXPECT_EQ(schedule.next(), second(5));
    EXPECT_THAT(schedule.due(second(4)), IsEmpty());
    EXPECT_THAT(schedule.due(second(10)), ElementsAre(FaultStep{second(5), 1, true}, FaultStep{second(10), 2, true}));
    EXPECT_THAT(schedule.due(second(10)), IsEmpty());
    EXPECT_EQ(schedule.next(), second(20));
    EXPECT_THAT(schedule.due(second(99)),
                ElementsAre(FaultStep{second(20), 0, true}, FaultStep{second(25), 2, false}, FaultStep{second(30), 0, false}));
    EXPECT_EQ(schedule.next(), std::nullopt);
}

}  // namespace
}  // namespace headroom::services
