#include "tests/gui/pictures/picture_scenes.h"

#include <stdexcept>

#include "app/desktop/compare/compare_page.h"
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
        [&] { return session.state() == views::TraceSession::State::Paused && !session.trace().frames().empty() &&
                     session.trace().frames().back().time >= *request.pauseAt; },
        100'000);
    if (!isThere) throw std::runtime_error("the run is not paused");
    stage.lab().selection.set(QStringLiteral("service/notification"));
}

void why(PictureStage& stage) {
    stage.showInstant("day", 275);
    stage.lab().selection.set(transaction);
    stage.window().docks().raise(QStringLiteral("events"));
    stage.window().docks().raise(QStringLiteral("why"));
    const std::size_t scaling = stage.eventWith("HPA", 200);
    stage.driver().find<desktop::WhyPanel>()->explain(scaling);
}

void scrubbing(PictureStage& stage) {
    stage.showInstant("day", 976);
    stage.window().docks().raise(QStringLiteral("charts"));
}

void compare(PictureStage& stage) {
    for (const char* name : {"target-60", "target-85"})
        if (const auto error = stage.lab().runs.openRecording(stage.recording(name))) throw std::runtime_error(error->toStdString());
    const auto& runs = stage.lab().runs.runs();
    desktop::ComparePage& page = stage.window().comparePage();
    page.setRuns(runs[1].id, runs[0].id);
    stage.window().showPage(desktop::MainWindow::Page::Compare);
    stage.driver().waitFor([&] { return !page.isComparing(); });
    stage.lab().selection.set(transaction);
}

void lesson(PictureStage& stage) {
    stage.driver().trigger("learn.consumer-lag");
    stage.lab().control.setSpeed(0);
    stage.driver().trigger("run.start");
    const bool hasEnded = stage.driver().waitFor([&] { return stage.lab().session.state() == views::TraceSession::State::Ended; });
    if (!hasEnded) throw std::runtime_error("the lesson's run does not end");
    stage.lab().control.setSpeed(60);
    stage.driver().trigger("learn.hint");
    stage.lab().selection.set(QStringLiteral("group/billing"));
}

}  // namespace

const std::vector<PictureScene>& pictureScenes() {
    static const std::vector<PictureScene> scenes{{"welcome", welcome}, {"editing", editing},     {"fault", fault},  {"why", why},
                                                  {"scrubbing", scrubbing}, {"compare", compare}, {"lesson", lesson}};
    return scenes;
}

}  // namespace headroom::gui
