#include "app/desktop/compare/comparison_drawings.h"

#include <gtest/gtest.h>

#include "app/desktop/compare/compare_page.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

using desktop::ComparisonDrawings;

const char* const one = R"(scenario: one
duration: 20s
clients: {users: {load: constant(10/s), journey: [{call: api.get}]}}
services: {api: {replicas: 1, threads: 10, operations: {get: [{cpu: 1ms}]}}}
)";

TEST(ComparisonDrawingsTest, DrawBothRunsAndTheirDifference) {
    WindowDriver driver;
    const auto run = [&driver](const char* load) {
        driver.lab().document.startNew(one);
        driver.lab().document.set("clients.users.load", load, {});
        driver.lab().control.setSpeed(0);
        driver.trigger("run.start");
        ASSERT_TRUE(driver.waitFor([&] { return driver.lab().session.state() == views::TraceSession::State::Ended; }));
    };
    run("constant(10/s)");
    run("constant(40/s)");
    const auto& runs = driver.lab().runs.runs();
    ASSERT_EQ(runs.size(), 2U);
    driver.trigger("compare.show");
    driver.window().comparePage().setRuns(runs[1].id, runs[0].id);
    ASSERT_TRUE(driver.waitFor([&] { return !driver.window().comparePage().comparison().differences.empty(); }));

    auto* drawings = driver.find<desktop::ComparePage>()->findChild<ComparisonDrawings*>();
    ASSERT_NE(drawings, nullptr);
    for (desktop::TraceDrawing* drawing : {&drawings->a(), &drawings->b(), &drawings->difference()})
        EXPECT_NE(drawing->graph().find(QStringLiteral("service/api")), nullptr);
    desktop::DifferenceOverlay overlay;
    overlay.show(driver.window().comparePage().comparison());
    const auto difference = overlay.differenceOf(QStringLiteral("service/api"));
    ASSERT_TRUE(difference.has_value());
    EXPECT_GT(difference->position, 0) << "four times the load is more";
    EXPECT_FALSE(difference->first.isEmpty());
    EXPECT_EQ(overlay.differenceOf(QStringLiteral("service/nobody")), std::nullopt);
}

}  // namespace
}  // namespace headroom::gui
