#include "tests/gui/robot/robot.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>

#include "app/desktop/shell/workbench.h"
#include "tests/gui/robot/consistency.h"

namespace headroom::gui {
namespace {

constexpr int eventsBetweenChecks = 200;
constexpr QSize ordinary{1100, 720};

}  // namespace

Robot::Robot(std::uint64_t seed, const QString& journal) : m_seed(seed), m_dice(seed), m_journal(journal) {
    if (!m_journal.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) ADD_FAILURE() << "no journal " << journal.toStdString();
    addCanvasEvents();
    addHandEvents();
    addTextEvents();
    addLookEvents();
    addFileEvents();
    addRunEvents();
    for (const Event& event : m_events) m_weights += event.weight;
}

QString Robot::where() const {
    return QStringLiteral("seed %1, step %2, %3").arg(m_seed).arg(m_step).arg(QLatin1String(m_event));
}

void Robot::live(int events) {
    m_deadlock.begin(QStringLiteral("opening the window, ") + where());
    m_ground.restore();
    m_driver = std::make_unique<WindowDriver>(ordinary);
    views::ScenarioDocument& document = m_driver->lab().document;
    m_base = document.text();
    QObject::connect(&document, &views::ScenarioDocument::opened, [this, &document] { m_base = document.text(); });
    count();
    m_hands = std::make_unique<Hands>(m_driver->window(), m_dice);
    m_driver->window().activateWindow();
    m_driver->lab().control.setDuration(QStringLiteral("5s"));
    for (int i = 1; i <= events && !::testing::Test::HasFailure(); ++i) {
        step();
        if (i % eventsBetweenChecks == 0 || i == events) check();
    }
    leave();
}

void Robot::count() {
    desktop::Lab& lab = m_driver->lab();
    const auto countAs = [this](const char* what) { return [&tally = m_tally[QLatin1String(what)]] { ++tally; }; };
    QObject::connect(&lab.document, &views::ScenarioDocument::changed, countAs("changes of the document"));
    QObject::connect(&lab.document, &views::ScenarioDocument::opened, countAs("scenarios opened"));
    QObject::connect(&lab.selection, &views::Selection::changed, countAs("selections"));
    QObject::connect(&lab.session, &views::TraceSource::begun, countAs("runs and recordings"));
    QObject::connect(&lab.branch, &views::TraceSource::begun, countAs("branches"));
    QObject::connect(&lab.playhead, &views::Playhead::moved, countAs("moves of the playhead"));
    QObject::connect(&lab.themes, &desktop::ThemeStore::changed, countAs("changes of the theme"));
}

void Robot::step() {
    ++m_step;
    int drawn = m_dice.below(m_weights);
    const Event* event = &m_events.front();
    for (; drawn >= event->weight; ++event) drawn -= event->weight;
    m_event = event->name;
    m_journal.write(where().toUtf8() + '\n');
    m_deadlock.begin(where());
    prepareAnswers();
    m_hands->setBusy(true);
    event->happen();
    QCoreApplication::processEvents();
    m_hands->tidyUp();
    QCoreApplication::processEvents();
    m_hands->setBusy(false);
    keepInside();
}

void Robot::prepareAnswers() {
    Answers& answers = m_driver->answers();
    answers.path = m_ground.anyPath(m_dice);
    answers.unsaved = m_dice.pick(std::vector{desktop::Dialogs::Unsaved::Save, desktop::Dialogs::Unsaved::Discard,
                                              desktop::Dialogs::Unsaved::Discard, desktop::Dialogs::Unsaved::Cancel});
    answers.yes = m_dice.chance(50);
    answers.complaints.clear();
}

/// What the welcome page offers lies outside; saving must not change it.
void Robot::keepInside() {
    views::ScenarioDocument& document = m_driver->lab().document;
    if (!document.path().isEmpty() && !m_ground.holds(document.path()))
        document.saveAs(m_ground.file(QStringLiteral("copy.yaml")));
}

void Robot::check() {
    m_event = "check";
    m_deadlock.begin(where());
    m_hands->closeAll();
    for (const QString& finding : Consistency(*m_driver, m_base, m_ground.file(QStringLiteral("checked.yaml"))).findings())
        ADD_FAILURE() << where().toStdString() << ": " << finding.toStdString();
    m_ground.restore();
}

/// With whatever is open and running.
void Robot::leave() {
    m_event = "leaving";
    m_deadlock.begin(where());
    m_hands->closeAll();
    m_driver->answers().unsaved = desktop::Dialogs::Unsaved::Discard;
    m_tally[QStringLiteral("questions")] += m_driver->answers().questions;
    m_driver->window().close();
    m_hands.reset();
    m_driver.reset();
    EXPECT_TRUE(QTest::qWaitFor([] { return Consistency::children().isEmpty(); }, 20'000))
        << where().toStdString() << ": left over: " << Consistency::children().join(QLatin1Char(' ')).toStdString();
    for (const QWidget* widget : QApplication::topLevelWidgets())
        EXPECT_FALSE(widget->isVisible()) << where().toStdString() << ": still visible: " << widget->metaObject()->className();
}

}  // namespace headroom::gui
