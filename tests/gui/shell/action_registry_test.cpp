#include "app/desktop/shell/action_registry.h"

#include <gtest/gtest.h>

namespace headroom::desktop {
namespace {

TEST(ActionRegistry, FindsWhatWasRegisteredAndRunsIt) {
    ActionRegistry actions;
    int runs = 0;
    actions.add({QStringLiteral("run.start"), QStringLiteral("Start the run"), QStringLiteral("Run")}, [&] { ++runs; });
    actions.action(QStringLiteral("run.start"))->trigger();
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(ActionRegistry::groupOf(actions.all().front()), QStringLiteral("Run"));
    EXPECT_EQ(actions.findAction(QStringLiteral("run.stop")), nullptr);
    EXPECT_THROW(actions.add({QStringLiteral("run.start"), {}, {}}, [] {}), std::logic_error);
}

}  // namespace
}  // namespace headroom::desktop
