// The run's widgets over a day of the platform, in every theme; HEADROOM_PICTURES says where to keep the pictures.

#include <gtest/gtest.h>

#include <QImage>
#include <QPushButton>
#include <QSet>
#include <QSplitter>
#include <QVBoxLayout>

#include "app/desktop/run/element_menu.h"
#include "app/desktop/run/event_log.h"
#include "app/desktop/run/expectations_panel.h"
#include "app/desktop/run/run_actions.h"
#include "app/desktop/run/timeline_view.h"
#include "app/desktop/run/transport_bar.h"
#include "app/desktop/run/trouble_banner.h"
#include "app/desktop/run/why_panel.h"
#include "app/desktop/theme/application_style.h"
#include "tests/gui/run/session_fixture.h"

namespace headroom::desktop {
namespace {

class RunPictures : public ::testing::Test {
protected:
    void SetUp() override {
        loadFonts();
        followTheme(*qApp, themes);
        ASSERT_FALSE(document.open(views::platformScenario).has_value());
        control.setSpeed(0);
        // Faults early enough for a short run to have all kinds of events.
        views::RunRequest request = views::requestOf(views::platformScenario);
        request.duration = QStringLiteral("40s");
        request.settings = {
            QStringLiteral("faults=[{at: 3s, for: 6s, fail: store/ledger, probability: 70%}, "
                           "{at: 8s, delete: pod/transaction}, "
                           "{at: 12s, for: 10s, partition: service/notification}, "
                           "{at: 25s, for: 5s, kill: broker/main/1}]")};
        const QString recording = qEnvironmentVariable("HEADROOM_PICTURES_OF");
        if (recording.isEmpty())
            session.start(request);
        else
            ASSERT_FALSE(session.openRecording(recording).has_value());
        ASSERT_TRUE(views::waitForEnd(session));
        ASSERT_EQ(session.message().toStdString(), "");
    }
    /// Enough colours that something is there.
    void keep(QWidget& widget, const QString& name) {
        QApplication::processEvents();
        const QImage image = widget.grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
        EXPECT_GT(colours.size(), 12) << name.toStdString();
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (folder.isEmpty()) return;
        EXPECT_TRUE(image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

    views::ScenarioDocument document;
    views::TraceSession session;
    views::TraceSession branch;
    views::Playhead playhead{session};
    views::Selection selection;
    ThemeStore themes;
    ActionRegistry actions;
    views::RunControl control{document, session, branch, playhead};
};

TEST_F(RunPictures, ShowTheirContentInEveryTheme) {
    registerRunActions(actions, control);
    QWidget window;
    auto* bar = new TransportBar(control, actions, themes);
    auto* banner = new TroubleBanner(control, themes);
    auto* timeline = new TimelineView(session, playhead, themes);
    auto* log = new EventLog(session, playhead, selection, themes);
    auto* why = new WhyPanel(session, playhead, selection, themes);
    auto* expectations = new ExpectationsPanel(session, themes);
    auto* column = new QVBoxLayout(&window);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (QWidget* widget : {static_cast<QWidget*>(bar), static_cast<QWidget*>(banner), static_cast<QWidget*>(timeline)})
        column->addWidget(widget);
    auto* row = new QSplitter;
    row->addWidget(log);
    row->addWidget(expectations);
    row->addWidget(why);
    row->setSizes({620, 500, 320});
    column->addWidget(row, 1);
    window.resize(1440, 760);
    window.show();
    const auto position = session.trace().frames()[session.trace().frames().size() * 2 / 5].time;
    playhead.moveTo(position);
    selection.set(QStringLiteral("service/transaction"));
    for (const Theme& theme : themes.themes()) {
        themes.use(theme.name);
        keep(window, QStringLiteral("run-") + theme.name);
    }
    themes.use(QStringLiteral("light"));
    emit control.refused(QStringLiteral("command: inject {kill: pod/nobody} (refused: there is no service 'nobody')"));
    const std::unique_ptr<QMenu> menu(elementMenu(QStringLiteral("service/transaction"), control, nullptr));
    menu->popup({});
    keep(*menu, QStringLiteral("menu-light"));
    keep(window, QStringLiteral("trouble-light"));
}

TEST_F(RunPictures, TheBarFitsASmallWindowWhileItRuns) {
    registerRunActions(actions, control);
    TransportBar bar(control, actions, themes);
    bar.resize(1024, bar.sizeHint().height());
    bar.show();
    control.setSpeed(10);
    control.start();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.progress().secondsLeft().has_value(); }, views::longEnough));
    ASSERT_TRUE(views::waitForFrames(session, session.trace().frames().size() + 1));
    EXPECT_TRUE(bar.findChild<QLabel*>(QStringLiteral("left"))->text().contains(QStringLiteral("left")));
    QApplication::processEvents();
    EXPECT_LE(bar.minimumSizeHint().width(), 1024);
    EXPECT_EQ(bar.width(), 1024);
    keep(bar, QStringLiteral("bar-running"));
}

}  // namespace
}  // namespace headroom::desktop
