// A seeded robot does anything to a window, and the window stays whole. HEADROOM_ROBOT_SEED and HEADROOM_ROBOT_EVENTS choose
// another walk; the journal of the last one lies in the working directory.

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <algorithm>
#include <iostream>

#include "tests/gui/robot/robot.h"

namespace headroom::gui {
namespace {

constexpr int eventsOfALife = 2500;
constexpr int eventsThatReachAll = 2000;

qlonglong setting(const char* name, qlonglong otherwise) {
    bool isGiven = false;
    const qlonglong value = qEnvironmentVariable(name).toLongLong(&isGiven);
    return isGiven ? value : otherwise;
}

TEST(Robot, LeavesModelAndFileConsistent) {
    const auto seed = static_cast<std::uint64_t>(setting("HEADROOM_ROBOT_SEED", 1));
    const int events = static_cast<int>(setting("HEADROOM_ROBOT_EVENTS", 3000));
    QElapsedTimer clock;
    clock.start();
    Robot robot(seed, QStringLiteral("robot-%1.journal").arg(seed));
    int done = 0;
    while (done < events && !HasFailure()) {
        const int now = std::min(eventsOfALife, events - done);
        robot.live(now);
        done += now;
        std::cout << "seed " << seed << ": " << done << " events in " << clock.elapsed() / 1000 << " s" << std::endl;
    }
    // A robot that a dialog or a page keeps from doing anything would find nothing either.
    for (const auto& [what, times] : robot.tally()) {
        std::cout << "  " << times << ' ' << what.toStdString() << std::endl;
        EXPECT_TRUE(times > 0 || events < eventsThatReachAll) << what.toStdString();
    }
}

}  // namespace
}  // namespace headroom::gui
