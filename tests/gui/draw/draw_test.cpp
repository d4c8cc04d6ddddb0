// The reference system drawn from nothing, by mouse and keyboard.

#include <gtest/gtest.h>

#include <QFile>
#include <QPushButton>

#include "app/desktop/lessons/welcome_card.h"
#include "tests/gui/draw/transaction_platform.h"

namespace headroom::gui {
namespace {

class Draw : public testing::Test {
protected:
    void picture(const char* name) {
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (!folder.isEmpty()) m_driver.picture().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
    }
    void draw(const char* name, void (*part)(Sketcher&)) {
        try {
            part(m_sketch);
        } catch (const std::exception& problem) {
            ADD_FAILURE() << name << ": " << problem.what() << "\nfocus: " << Sketcher::focused().toStdString();
        }
        picture(name);
    }
    void beginSketch() {
        for (auto* card : m_driver.window().findChildren<desktop::WelcomeCard*>())
            if (card->isVisible() && card->accessibleName().contains(QStringLiteral("New sketch"))) return m_sketch.click(card);
        FAIL() << "the welcome page offers no new sketch";
    }

    WindowDriver m_driver;
    Sketcher m_sketch{m_driver};
};

TEST_F(Draw, S0FromNothing) {
    beginSketch();
    ASSERT_EQ(m_driver.window().page(), desktop::MainWindow::Page::Workbench);
    draw("1-placed", placeElements);
    draw("2-scenario", describeScenario);
    draw("3-stores", describeStores);
    draw("4-cluster", describeCluster);
    draw("5-transaction", describeTransaction);
    printf("%s\n", m_driver.lab().document.text().c_str());
}

}  // namespace
}  // namespace headroom::gui
