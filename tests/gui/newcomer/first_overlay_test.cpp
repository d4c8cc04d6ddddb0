// From the start to the platform's services running for real on this machine, and what they do laid over the drawing.

#include <QPushButton>

#include "app/desktop/live/up_dialog.h"
#include "app/desktop/views/trace_session.h"
#include "app/presentation/instant_figures.h"
#include "tests/gui/newcomer/newcomer.h"

namespace headroom::gui {
namespace {

struct FirstOverlay : Newcomer {
    FirstOverlay() : Newcomer("overlay") {}

    /// Runs of services are found there.
    void SetUp() override {
        Newcomer::SetUp();
        qputenv("XDG_RUNTIME_DIR", driver().folder().path().toUtf8());
    }
    /// What an element's card shows now.
    presentation::CardFigures card(const char* element) {
        const auto& session = driver().lab().session;
        const std::size_t frames = session.trace().frames().size();
        if (frames == 0) return {};
        presentation::InstantFigures figures(session.trace(), session.scenario());
        return figures.at(element, frames - 1);
    }
    std::string saidSoFar() {
        return (driver().lab().live.services().message() + QStringLiteral("; ") + driver().lab().session.message()).toStdString();
    }
};

TEST_F(FirstOverlay, ShowsThePlatformsRealLagAndLatencyInAMinute) {
    note("the window is there");
    clickCard(QStringLiteral("Transaction platform"));
    note("the platform is drawn");

    clickMenu(QStringLiteral("Live"), QStringLiteral("Run the services for real…"));
    auto* dialog = qobject_cast<desktop::UpDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    click(dialog->findChild<QPushButton*>(QStringLiteral("start")));
    EXPECT_LE(actions(), 4);

    const auto isMeasured = [this] {
        const auto transaction = card("service/transaction");
        // A look or two more, so that the picture has them too.
        return driver().lab().session.trace().frames().size() >= 5 && transaction.throughput > 0 && transaction.latencyP99 > 0 &&
               card("client/users").throughput > 0 && card("group/audit").consumerLag >= 0;
    };
    ASSERT_TRUE(driver().waitFor(isMeasured, 120'000)) << saidSoFar();
    EXPECT_EQ(driver().lab().session.trace().header().runtime, "live");
    driver().settle();
    note("its lag and latency, measured");
}

}  // namespace
}  // namespace headroom::gui
