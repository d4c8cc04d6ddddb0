#pragma once

#include <QObject>

#include "app/desktop/views/live/bundled_services.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/trace_session.h"

namespace headroom::views {

/// Watching a deployment over the document: what is measured is the session's trace, what is predicted the branch's.
class LiveControl : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    LiveControl(ScenarioDocument& document, TraceSession& session, TraceSession& branch, QObject* parent = nullptr);

    ScenarioDocument& document() const { return m_document; }
    BundledServices& services() { return m_services; }
    bool isWatching() const { return m_session.isWatching() && m_session.isActive(); }
    /// Whether there is something measured of a scenario, to predict beside.
    bool canPredict() const;

    /// Watches what the request says, over the document as it stands; without a document's text as what it is alone. Refused
    /// while the document has errors.
    void connectTo(WatchRequest request);
    void disconnectFrom();
    /// Runs the scenario at the measured deployment's settings and load, from the session's beginning, beside it.
    void predict();
    /// Starts the bundled services, and watches them once they serve. Refused while the document isn't a saved file.
    void up(const QString& loadScale);
    void down();

signals:
    void changed();
    /// The branch's session predicts now.
    void predicted();
    /// Something could not be done, with the reason for a person.
    void refused(const QString& message);
    /// A line for the status bar.
    void told(const QString& message);

private:
    bool hasErrors();
    void watchServices();
    void noteGrowth();
    void noteAlarms();

    ScenarioDocument& m_document;
    TraceSession& m_session;
    TraceSession& m_branch;
    BundledServices m_services;
    std::size_t m_seenEvents = 0;
    bool m_couldPredict = false;
};

}  // namespace headroom::views
