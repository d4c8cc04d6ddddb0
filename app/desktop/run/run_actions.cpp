#include "app/desktop/run/run_actions.h"

#include <QCoreApplication>

namespace headroom::desktop {
namespace {

using views::RunControl;
using views::TraceSession;

const char* const context = "RunActions";

QString tr(const char* text) {
    return QCoreApplication::translate(context, text);
}

ActionSpec spec(const char* id, const char* text, const char* shortcut, const char* tip) {
    return {QLatin1String(id), tr(text), QStringLiteral("Run"), QKeySequence(QLatin1String(shortcut)), tr(tip)};
}

void addTransport(ActionRegistry& actions, RunControl& control) {
    actions.add(spec("run.start", "Start", "F5", "Run the scenario as it stands, saved or not"), [&control] { control.start(); });
    actions.add(spec("run.pause", "Pause", "F6", "Let simulated time stand still, or go on"),
                [&control] { control.pauseOrResume(); });
    actions.add(spec("run.step", "Step", "F7", "Simulate one more frame and stand still"), [&control] { control.step(); });
    actions.add(spec("run.stop", "Stop", "Shift+F5", "End the run; asked twice, at once"), [&control] { control.stop(); });
    actions.add(spec("run.faster", "Faster", "Ctrl+Alt+Up", "The next higher speed"), [&control] { control.faster(); });
    actions.add(spec("run.slower", "Slower", "Ctrl+Alt+Down", "The next lower speed"), [&control] { control.slower(); });
}

void addTime(ActionRegistry& actions, RunControl& control) {
    actions.add(spec("run.follow", "Follow the run", "Ctrl+Shift+L", "Show the newest frame as it comes"),
                [&control] { control.playhead().follow(); });
    actions.add(spec("run.nextEvent", "Next event", "Ctrl+.", "Show the next instant at which something happened"),
                [&control] { control.goToEvent(1); });
    actions.add(spec("run.previousEvent", "Previous event", "Ctrl+,", "Show the instant before at which something happened"),
                [&control] { control.goToEvent(-1); });
    actions.add(spec("run.branch", "Branch from here", "Ctrl+B",
                     "A second run, the same up to the instant shown, that waits for another decision"),
                [&control] { control.branch(); });
}

void addRecordings(ActionRegistry& actions, RunControl& control, const RunHooks& hooks) {
    actions.add(spec("run.saveRecording", "Save the recording …", "Ctrl+Shift+R",
                     "Keep this run as a file, to scrub, compare or report later"),
                [&control, choose = hooks.chooseRecordingName] {
                    const QString path = choose ? choose() : QString();
                    if (path.isEmpty()) return;
                    if (const auto error = control.session().saveRecording(path)) emit control.refused(*error);
                });
    actions.add(spec("run.why", "Why?", "F4", "The last decision about what is selected, with its reason"),
                [show = hooks.showWhy] {
                    if (show) show();
                });
}

void enableAsItStands(ActionRegistry& actions, const RunControl& control) {
    const TraceSession& session = control.session();
    const bool hasFrames = !session.trace().frames().empty();
    const bool isPaused = session.state() == TraceSession::State::Paused;
    actions.action(QStringLiteral("run.pause"))->setText(isPaused ? tr("Resume") : tr("Pause"));
    actions.action(QStringLiteral("run.pause"))->setEnabled(session.canCommand());
    actions.action(QStringLiteral("run.step"))->setEnabled(!session.isActive() || session.canCommand());
    actions.action(QStringLiteral("run.stop"))->setEnabled(session.isActive() || control.branchSession().isActive());
    for (const char* id : {"run.follow", "run.nextEvent", "run.previousEvent", "run.branch", "run.saveRecording", "run.why"})
        actions.action(QLatin1String(id))->setEnabled(hasFrames);
}

}  // namespace

void registerRunActions(ActionRegistry& actions, RunControl& control, const RunHooks& hooks) {
    addTransport(actions, control);
    addTime(actions, control);
    addRecordings(actions, control, hooks);
    const auto update = [&actions, &control] { enableAsItStands(actions, control); };
    for (const TraceSession* session : {&control.session(), &control.branchSession()}) {
        QObject::connect(session, &TraceSession::stateChanged, &actions, update);
        QObject::connect(session, &TraceSession::grew, &actions, update);
    }
    update();
}

}  // namespace headroom::desktop
