#include "app/desktop/compare/variant_runs.h"

#include <gtest/gtest.h>

#include <QPushButton>
#include <QtTest>

#include "app/desktop/compare/variant_dialog.h"
#include "app/desktop/shell/main_window.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

struct VariantActions : ::testing::Test {
    VariantActions() {
        EXPECT_TRUE(driver.window().files().openPath(QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/monolith.yaml")));
        driver.lab().control.setDuration(QStringLiteral("20s"));
        driver.lab().control.setSpeed(0);
    }
    /// As a person does: B is the base too, with a setting.
    void run() {
        driver.trigger("compare.variants");
        auto* dialog = qobject_cast<desktop::VariantDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(dialog, nullptr);
        auto* start = dialog->findChild<QPushButton*>(QStringLiteral("runBoth"));
        EXPECT_FALSE(start->isEnabled()) << "both are the base";
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("settingsB")), QStringLiteral("monoliths.monolith.cores=8"));
        EXPECT_TRUE(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
    }
    bool bothEnded() {
        const auto& page = driver.window().comparePage();
        return QTest::qWaitFor([&] { return page.traceA().trace().footer() && page.traceB().trace().footer(); }, 60'000);
    }

    WindowDriver driver;
};

TEST_F(VariantActions, VariantsRunAtOnceOnTheComparePage) {
    run();
    ASSERT_TRUE(bothEnded()) << driver.window().comparePage().message().toStdString();
    EXPECT_TRUE(driver.window().comparePage().isVisible());
    EXPECT_EQ(driver.lab().runs.runs().size(), 2U);
    // The pair before stays as it was.
    run();
    ASSERT_TRUE(bothEnded());
    EXPECT_EQ(driver.lab().runs.runs().size(), 4U);
    EXPECT_EQ(driver.lab().session.trace().frames().size(), 0U) << "the window's own run is another";
}

TEST_F(VariantActions, StopEndsBoth) {
    driver.lab().control.setSpeed(1);
    run();
    QAction* stop = driver.lab().actions.action(QStringLiteral("compare.stop"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return stop->isEnabled(); }, 30'000));
    stop->trigger();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !stop->isEnabled(); }, 30'000));
}

TEST(VariantDialog, EnterRunsBoth) {
    desktop::VariantDialog dialog({"peak"});
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.show();
    QTest::keyClick(dialog.findChild<QLineEdit*>(QStringLiteral("settingsB")), Qt::Key_Return);
    EXPECT_EQ(accepted.count(), 1);
}

TEST(VariantDialog, OffersBaseAndVariantsAndPresetsTheFirst) {
    const desktop::VariantDialog dialog({"peak", "fewer-pods"});
    EXPECT_EQ(dialog.a().name(), QStringLiteral("base"));
    EXPECT_EQ(dialog.b().name(), QStringLiteral("peak"));
}

}  // namespace
}  // namespace headroom::gui
