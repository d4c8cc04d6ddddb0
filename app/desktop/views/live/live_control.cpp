#include "app/desktop/views/live/live_control.h"

#include <utility>

namespace headroom::views {
namespace {

/// What somebody who watches wants to be told at once.
bool isAlarm(const trace::Event& event) {
    return event.kind == "drift.found" || event.kind == "retention.breach" || event.kind == "retention.lost" ||
           event.kind == "observer.failed";
}

}  // namespace

LiveControl::LiveControl(ScenarioDocument& document, TraceSession& session, TraceSession& branch, QObject* parent)
    : QObject(parent), m_document(document), m_session(session), m_branch(branch) {
    connect(&m_services, &BundledServices::serving, this, &LiveControl::watchServices);
    connect(&m_services, &BundledServices::stateChanged, this, [this] {
        if (m_services.state() == BundledServices::State::Failed)
            emit refused(m_services.message());
        else
            emit told(m_services.message());
        emit changed();
    });
    connect(&session, &TraceSession::stateChanged, this, &LiveControl::changed);
    connect(&session, &TraceSource::replaced, this, [this] { m_seenEvents = 0; });
    connect(&session, &TraceSource::grew, this, &LiveControl::noteGrowth);
}

bool LiveControl::canPredict() const {
    const trace::MemoryTrace& trace = m_session.trace();
    return m_session.isWatching() && !trace.frames().empty() && !trace.header().scenarioText.empty();
}

bool LiveControl::hasErrors() {
    if (m_document.isScenarioCurrent() || m_document.text().empty()) return false;
    for (const model::Diagnostic& diagnostic : m_document.diagnostics().all()) {
        if (diagnostic.severity != model::Severity::Error) continue;
        emit refused(tr("The scenario has errors: %1").arg(QString::fromStdString(diagnostic.message)));
        return true;
    }
    return false;
}

void LiveControl::connectTo(WatchRequest request) {
    if (hasErrors()) return;
    if (!m_document.text().empty()) {
        request.scenarioPath = m_document.path();
        request.scenarioText = m_document.text();
        request.variant = m_document.variant();
    }
    m_session.watch(request);
}

void LiveControl::disconnectFrom() {
    if (isWatching()) m_session.stop();
}

void LiveControl::predict() {
    if (!canPredict()) return emit refused(tr("There is nothing measured of a scenario yet: connect to a deployment first."));
    RunRequest request = TraceSession::requestOf(m_session.trace().header());
    request.speed = 1;
    // Up to what has been measured at once, then beside it.
    request.pauseAt = m_session.trace().frames().back().time;
    m_branch.start(request);
    emit predicted();
}

void LiveControl::up(const QString& loadScale) {
    if (hasErrors()) return;
    if (m_document.path().isEmpty() || m_document.isModified())
        return emit refused(tr("The services read the scenario's file: save it first."));
    m_services.start({m_document.path(), m_document.variant(), loadScale, {}, {}});
}

void LiveControl::down() {
    m_services.stop();
}

void LiveControl::watchServices() {
    WatchRequest request;
    request.run = QString::number(m_services.processId());
    connectTo(std::move(request));
}

void LiveControl::noteGrowth() {
    if (m_session.isWatching()) noteAlarms();
    if (std::exchange(m_couldPredict, canPredict()) != canPredict()) emit changed();
}

void LiveControl::noteAlarms() {
    const auto& events = m_session.trace().events();
    for (; m_seenEvents < events.size(); ++m_seenEvents)
        if (isAlarm(events[m_seenEvents])) emit told(QString::fromStdString(events[m_seenEvents].summary));
}

}  // namespace headroom::views
