// What else befalls a window: sizes and themes, files written by others, runs and engines that die.
#include <signal.h>

#include <QDockWidget>

#include "app/desktop/shell/workbench.h"
#include "tests/gui/robot/robot.h"

namespace headroom::gui {
namespace {

const QStringList& panels() {
    static const QStringList ids{QStringLiteral("components"), QStringLiteral("lesson"), QStringLiteral("inspector"),
                                 QStringLiteral("headroom"),   QStringLiteral("why"),    QStringLiteral("timeline"),
                                 QStringLiteral("charts"),     QStringLiteral("events"), QStringLiteral("expectations"),
                                 QStringLiteral("problems")};
    return ids;
}

}  // namespace

void Robot::addTextEvents() {
    const auto times = [this](auto change) {
        for (int i = m_dice.between(1, 12); i > 0; --i) change(m_driver->lab().document);
    };
    const std::vector<Event> events{
        {"typing YAML", 30, [this] { typeYaml(); }},
        {"undo", 20, [this] { m_driver->lab().document.undo(); }},
        {"redo", 10, [this] { m_driver->lab().document.redo(); }},
        {"undo much", 6, [times] { times([](views::ScenarioDocument& document) { document.undo(); }); }},
        {"redo much", 4, [times] { times([](views::ScenarioDocument& document) { document.redo(); }); }},
        {"variant", 4,
         [this] {
             views::ScenarioDocument& document = m_driver->lab().document;
             const auto& variants = document.variants();
             document.setVariant(variants.empty() || m_dice.chance(40) ? QString()
                                                                       : QString::fromStdString(m_dice.pick(variants)));
         }},
        {"load factor", 4, [this] { m_driver->lab().analysis.setLoadFactor(m_dice.between(1, 40) / 4.0); }},
    };
    m_events.insert(m_events.end(), events.begin(), events.end());
}

void Robot::addLookEvents() {
    const std::vector<Event> events{
        {"resize", 25,
         [this] {
             const bool isTiny = m_dice.chance(15);
             m_driver->window().resize(isTiny ? QSize(1, 1) : QSize(m_dice.between(300, 1500), m_dice.between(200, 1000)));
         }},
        {"ordinary size", 15, [this] { m_driver->window().resize(1100, 720); }},
        {"theme", 6, [this] { m_driver->lab().appearance.useTheme(m_dice.pick(m_driver->lab().themes.themes()).name); }},
        {"text size", 3, [this] { m_driver->lab().themes.setTextScale(m_dice.between(3, 8) / 4.0); }},
        {"preferences", 3,
         [this] {
             m_driver->lab().preferences.set({.textScale = m_dice.between(3, 6) / 4.0,
                                              .speed = m_dice.pick(std::vector<double>{0, 1, 60}),
                                              .autosave = m_dice.chance(70),
                                              .reducedMotion = m_dice.chance(30)});
         }},
        {"panel to the front", 25, [this] { m_driver->window().docks().raise(m_dice.pick(panels())); }},
        {"panel afloat or not", 4,
         [this] {
             QDockWidget* dock = m_driver->window().docks().dock(m_dice.pick(panels()));
             dock->setFloating(!dock->isFloating() && m_dice.chance(30));
         }},
        {"page", 10,
         [this] {
             const bool isWorkbench = m_dice.chance(60);
             m_driver->window().showPage(isWorkbench ? desktop::MainWindow::Page::Workbench
                                                     : static_cast<desktop::MainWindow::Page>(m_dice.below(3)));
         }},
        {"back to the workbench", 10, [this] { m_driver->window().showPage(desktop::MainWindow::Page::Workbench); }},
        {"minimised", 2,
         [this] {
             m_driver->window().showMinimized();
             m_driver->window().showNormal();
         }},
    };
    m_events.insert(m_events.end(), events.begin(), events.end());
}

/// Another program writes, damages, replaces or removes the file that is open.
void Robot::writeOpenFile() {
    const QString path = m_driver->lab().document.path();
    if (!m_ground.holds(path)) return;
    if (m_dice.chance(10)) {
        QFile::remove(path);
        return;
    }
    const QByteArray content = m_dice.chance(30) ? contentOf(path) + "# touched\n" : m_ground.anyContent(m_dice);
    writeFile(path, content, m_dice.chance(50));
    if (m_dice.chance(50)) return;  // what comes next comes before it was noticed
    const views::ScenarioDocument& document = m_driver->lab().document;
    m_driver->waitFor([&] { return document.isModified() || document.text() == content.toStdString(); }, 300);
}

void Robot::openAny() {
    m_driver->window().files().openPath(m_dice.chance(70) ? m_ground.scenario(m_dice) : m_ground.anyPath(m_dice));
}

void Robot::triggerAny() {
    const auto& actions = m_driver->lab().actions.all();
    QAction* action = m_dice.pick(actions);
    m_journal.write("  " + action->objectName().toUtf8() + '\n');
    action->trigger();
}

void Robot::addFileEvents() {
    const std::vector<Event> events{
        {"any action", 90, [this] { triggerAny(); }},
        {"file written by another", 15, [this] { writeOpenFile(); }},
        {"open", 8, [this] { openAny(); }},
        {"open a recording", 4, [this] { m_driver->window().files().openPath(m_ground.recording(m_dice)); }},
        {"save", 8, [this] { m_driver->trigger("file.save"); }},
    };
    m_events.insert(m_events.end(), events.begin(), events.end());
}

void Robot::scrub() {
    desktop::Lab& lab = m_driver->lab();
    const auto& frames = lab.session.trace().frames();
    switch (m_dice.below(4)) {
        case 0: return lab.playhead.follow();
        case 1: return lab.playhead.stepBy(m_dice.between(-5, 5));
        default:
            if (!frames.empty()) lab.playhead.moveTo(m_dice.pick(frames).time);
    }
}

/// Killed, hung, or hung and woken again.
void Robot::hurtEngine() {
    const qint64 engine = m_driver->lab().session.processId();
    if (engine <= 0) return;
    const auto process = static_cast<pid_t>(engine);
    if (m_dice.chance(50)) {
        ::kill(process, SIGKILL);
        return;
    }
    ::kill(process, SIGSTOP);
    if (m_dice.chance(70)) ::kill(process, SIGCONT);
}

void Robot::addRunEvents() {
    const std::vector<Event> events{
        {"start", 5,
         [this] {
             m_driver->lab().control.setDuration(QStringLiteral("%1s").arg(m_dice.between(1, 5)));
             m_driver->lab().control.start();
         }},
        {"pause or go on", 8, [this] { m_driver->lab().control.pauseOrResume(); }},
        {"frame by frame", 8, [this] { m_driver->lab().control.step(); }},
        {"stop", 10, [this] { m_driver->lab().control.stop(); }},
        {"run's speed", 4, [this] { m_driver->lab().control.setSpeed(m_dice.pick(views::RunControl::speeds)); }},
        {"branch", 2, [this] { m_driver->lab().control.branch(); }},
        {"stop the branch", 6, [this] { m_driver->lab().branch.stop(); }},
        {"engine killed or hung", 5, [this] { hurtEngine(); }},
        {"scrub", 40, [this] { scrub(); }},
        {"next event", 10, [this] { m_driver->lab().control.goToEvent(m_dice.chance(50) ? 1 : -1); }},
        {"run restarted", 2, [this] { m_driver->lab().control.restart(); }},
    };
    m_events.insert(m_events.end(), events.begin(), events.end());
}

}  // namespace headroom::gui
