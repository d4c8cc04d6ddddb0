#include "tests/gui/pictures/picture_scenes.h"

#include <stdexcept>

#include "app/desktop/compare/compare_page.h"
#include "app/desktop/run/event_log.h"
#include "app/desktop/run/why_panel.h"
#include "app/desktop/shell/workbench.h"

namespace headroom::gui {
namespace {

const QString transaction = QStringLiteral("service/transaction");

void welcome(PictureStage& stage) {
    for (const char* file : {"systems/payments.yaml", "runs/black-friday.headroom", "systems/orders.yaml"})
        stage.lab().recent.note(stage.homeFile(file));
}

void editing(PictureStage& stage) {
    stage.window().files().openPath(PictureStage::platform());
    stage.driver().settle();
    stage.lab().selection.set(transaction);
}

/// A real engine that stands still in the middle of the fault.
void fault(PictureStage& stage) {
    stage.window().files().openPath(PictureStage::platform());
    stage.driver().settle();
    views::RunRequest request;
    request.scenarioPath = PictureStage::platform();
    request.scenarioText = stage.lab().document.text();
    request.speed = 60;
    request.paused = true;
    request.pauseAt = model::Instant{} + model::Duration::seconds(500);
    stage.lab().session.start(request);
    const auto& session = stage.lab().session;
    const bool isThere = stage.driver().waitFor(
        [&] {
            return session.state() == views::TraceSession::State::Paused && !session.trace().frames().empty() &&
                   session.trace().frames().back().time >= *request.pauseAt;
        },
        300'000);
    if (!isThere) throw std::runtime_error("the run is not paused");
    stage.lab().selection.set(QStringLiteral("service/notification"));
}

void why(PictureStage& stage) {
    stage.showInstant(stage.recording("day"), 255);
    stage.lab().selection.set(transaction);
    stage.window().docks().raise(QStringLiteral("events"));
    stage.window().docks().raise(QStringLiteral("why"));
    const std::size_t scaling = stage.eventWith("HPA", 200);
    stage.driver().find<desktop::WhyPanel>()->explain(scaling);
    // Only a table that has its size scrolls to the row.
    stage.driver().settle();
    stage.driver().find<desktop::EventLog>()->reveal(scaling);
}

void scrubbing(PictureStage& stage) {
    stage.showInstant(stage.recording("day"), 976);
    // Side by side under everything, as somebody who scrubs puts them.
    desktop::MainWindow& window = stage.window();
    QDockWidget* timeline = window.docks().dock(QStringLiteral("timeline"));
    QDockWidget* charts = window.docks().dock(QStringLiteral("charts"));
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window.removeDockWidget(charts);
    window.addDockWidget(Qt::BottomDockWidgetArea, charts, Qt::Horizontal);
    charts->show();
    stage.driver().settle();
    window.resizeDocks({timeline, charts}, {620, 820}, Qt::Horizontal);
    window.resizeDocks({charts}, {330}, Qt::Vertical);
    window.workbench().canvas().fit();
    stage.lab().selection.set(transaction);
}

/// Two recordings on one page, B opened first.
void compareRecordings(PictureStage& stage, const QString& pathA, const QString& pathB) {
    for (const QString& path : {pathB, pathA})
        if (const auto error = stage.lab().runs.openRecording(path)) throw std::runtime_error(error->toStdString());
    const auto& runs = stage.lab().runs.runs();
    desktop::ComparePage& page = stage.window().comparePage();
    page.setRuns(runs[0].id, runs[1].id);
    stage.window().showPage(desktop::MainWindow::Page::Compare);
    stage.driver().waitFor([&] { return !page.isComparing(); });
    stage.lab().selection.set(transaction);
}

void compare(PictureStage& stage) {
    compareRecordings(stage, stage.recording("target-60"), stage.recording("target-85"));
}

/// The bundled services, measured on a machine of two cores.
void live(PictureStage& stage) {
    stage.showInstant(PictureStage::keptRecording("live"), 60);
    stage.lab().selection.set(transaction);
}

void measured(PictureStage& stage) {
    compareRecordings(stage, PictureStage::keptRecording("live"), stage.recording("predicted"));
}

void lesson(PictureStage& stage) {
    stage.driver().trigger("learn.consumer-lag");
    stage.lab().control.setSpeed(0);
    stage.driver().trigger("run.start");
    const bool hasEnded =
        stage.driver().waitFor([&] { return stage.lab().session.state() == views::TraceSession::State::Ended; });
    if (!hasEnded) throw std::runtime_error("the lesson's run does not end");
    stage.lab().control.setSpeed(60);
    stage.driver().trigger("learn.hint");
    stage.lab().selection.set(QStringLiteral("group/billing"));
}

}  // namespace

const std::vector<PictureScene>& pictureScenes() {
    static const std::vector<PictureScene> scenes{{"welcome", welcome}, {"editing", editing},     {"fault", fault},
                                                  {"why", why},         {"scrubbing", scrubbing}, {"compare", compare},
                                                  {"lesson", lesson},   {"live", live},           {"measured", measured}};
    return scenes;
}

}  // namespace headroom::gui
