#include "app/desktop/views/run/run_control.h"

#include <algorithm>

#include "app/desktop/views/run/timeline_model.h"
#include "app/presentation/format.h"

namespace headroom::views {
namespace {

std::size_t positionOf(double speed) {
    const auto found = std::ranges::find(RunControl::speeds, speed);
    return found == RunControl::speeds.end() ? 3 : static_cast<std::size_t>(found - RunControl::speeds.begin());
}

}  // namespace

QString RunControl::speedText(double speed) {
    return speed == 0 ? tr("fastest") : tr("%1×").arg(speed);
}

RunControl::RunControl(ScenarioDocument& document, TraceSession& session, TraceSession& branch, Playhead& playhead,
                       QObject* parent)
    : QObject(parent), m_document(document), m_session(session), m_branch(branch), m_playhead(playhead) {
    connect(&session, &TraceSession::commandRefused, this, &RunControl::refused);
    connect(&branch, &TraceSession::commandRefused, this, &RunControl::refused);
}

void RunControl::setSpeed(double speed) {
    if (speed == m_speed) return;
    m_speed = speed;
    if (m_session.canCommand()) m_session.setSpeed(speed);
    if (m_branch.canCommand()) m_branch.setSpeed(speed);
    emit changed();
}

void RunControl::faster() {
    setSpeed(speeds[std::min(positionOf(m_speed) + 1, speeds.size() - 1)]);
}

void RunControl::slower() {
    const std::size_t position = positionOf(m_speed);
    setSpeed(speeds[position == 0 ? 0 : position - 1]);
}

void RunControl::setSeed(std::optional<std::uint64_t> seed) {
    if (seed == m_seed) return;
    m_seed = seed;
    emit changed();
}

std::optional<RunRequest> RunControl::request() {
    if (!m_document.isScenarioCurrent()) {
        for (const model::Diagnostic& diagnostic : m_document.diagnostics().all()) {
            if (diagnostic.severity != model::Severity::Error) continue;
            emit refused(tr("The scenario can't run yet: %1").arg(QString::fromStdString(diagnostic.message)));
            return std::nullopt;
        }
    }
    RunRequest request;
    request.scenarioPath = m_document.path();
    request.scenarioText = m_document.text();
    request.variant = m_document.variant();
    if (m_extraSettings) request.settings = m_extraSettings();
    request.seed = m_seed;
    request.duration = m_duration;
    request.speed = m_speed;
    return request;
}

void RunControl::start() {
    if (const auto asked = request()) m_session.start(*asked);
}

void RunControl::restart() {
    if (m_session.isPlayback())
        m_session.restart();
    else
        start();
}

void RunControl::pauseOrResume() {
    if (!m_session.isActive()) return start();
    if (m_session.state() == TraceSession::State::Paused)
        m_session.resume();
    else
        m_session.pause();
}

void RunControl::step() {
    if (m_session.isActive()) return m_session.step(1);
    if (!m_document.isScenarioCurrent()) return start();
    auto paused = request();
    if (!paused) return;
    paused->paused = true;
    m_session.start(*paused);
    m_session.step(1);
}

void RunControl::stop() {
    m_session.stop();
    m_branch.stop();
}

void RunControl::goToEvent(int step) {
    const auto& events = m_session.trace().events();
    const auto& frames = m_session.trace().frames();
    const auto position = m_playhead.frame();
    if (!position) return;
    const auto counts = [](const trace::Event& event) { return laneOf(event.kind).has_value(); };
    if (step > 0) {
        const auto later = std::ranges::find_if(events, [&](const trace::Event& event) {
            return event.time > frames[*position].time && counts(event);
        });
        if (later != events.end()) m_playhead.moveTo(shownAt(m_session.trace(), later->time));
        return;
    }
    // What happened within the interval that ends at the frame shown is what is looked at now.
    const model::Instant before = *position == 0 ? model::Instant{-1} : frames[*position - 1].time;
    const auto earlier = std::find_if(events.rbegin(), events.rend(), [&](const trace::Event& event) {
        return counts(event) && event.time <= before;
    });
    if (earlier != events.rend()) m_playhead.moveTo(shownAt(m_session.trace(), earlier->time));
}

RunControl::Effect RunControl::effect() const {
    if (!m_playhead.isFollowing() && !m_session.trace().frames().empty()) return Effect::Branch;
    return m_session.canCommand() ? Effect::Inject : Effect::AddToScenario;
}

void RunControl::apply(const FaultChoice& choice, model::Instant at, int replicas) {
    const Decision decision = choice.asksReplicas ? scaleDecision(choice.service, replicas) : choice.decision();
    switch (effect()) {
        case Effect::Inject:
            m_session.decide(decision);
            emit told(tr("%1: in the run").arg(choice.words));
            return;
        case Effect::Branch: return branch(decision);
        case Effect::AddToScenario: break;
    }
    const QString item = faultAt(choice, at, replicas);
    if (!m_document.set("faults[+]", item.toStdString(), tr("add a fault")) &&
        !m_document.set("faults", "[" + item.toStdString() + "]", tr("add a fault")))
        return emit refused(m_document.lastError());
    emit told(tr("%1: added to the scenario at %2").arg(choice.words, QString::fromStdString(presentation::formatClock(at))));
}

void RunControl::branch(const Decision& decision) {
    auto request = m_session.branchAt(m_playhead.instant(), decision);
    if (!request) return emit refused(tr("There is nothing to branch from yet: start a run first."));
    request->speed = m_speed;
    if (m_session.state() == TraceSession::State::Running) m_session.pause();
    m_branch.start(*request);
    emit branched();
    const QString words = decision.words.isEmpty() ? tr("it waits for a decision") : decision.words;
    const QString when = QString::fromStdString(presentation::formatClock(*request->pauseAt));
    emit told(tr("A second run branches at %1: %2").arg(when, words));
}

}  // namespace headroom::views
