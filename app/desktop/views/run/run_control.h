#pragma once

#include <QObject>
#include <QString>
#include <array>
#include <functional>
#include <cstdint>
#include <optional>

#include "app/desktop/views/playhead.h"
#include "app/desktop/views/run/fault_choices.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/trace_session.h"

namespace headroom::views {

/// What a person does to a run: bar, menus and keys all act through it, so that they can't disagree.
class RunControl : public QObject {
    Q_OBJECT

public:
    /// Simulated seconds a second; 0 is as fast as possible.
    static constexpr std::array<double, 5> speeds{0.1, 1, 10, 60, 0};
    static QString speedText(double speed);

    /// All outlive it. A branch runs in its own session.
    RunControl(ScenarioDocument& document, TraceSession& session, TraceSession& branch, Playhead& playhead,
               QObject* parent = nullptr);

    ScenarioDocument& document() const { return m_document; }
    TraceSession& session() const { return m_session; }
    Playhead& playhead() const { return m_playhead; }
    TraceSession& branchSession() const { return m_branch; }

    double speed() const { return m_speed; }
    /// Also of the run under way.
    void setSpeed(double speed);
    void faster();
    void slower();
    /// Nothing: the scenario's own.
    const std::optional<std::uint64_t>& seed() const { return m_seed; }
    void setSeed(std::optional<std::uint64_t> seed);
    /// Length of the run instead of the scenario's, "2m"; empty: its own.
    void setDuration(const QString& duration) { m_duration = duration; }

    /// PATH=VALUE that runs get besides the document, asked for at each start.
    void setExtraSettings(std::function<QStringList()> settings) { m_extraSettings = std::move(settings); }

    /// What a run started now would be given; nothing, and refused, while the document has errors.
    std::optional<RunRequest> request();
    /// Runs the document as it stands, saved or not; refuses while it has errors.
    void start();
    /// The document as it stands now, or the recording that was playing, from the beginning.
    void restart();
    /// Starts when nothing runs.
    void pauseOrResume();
    /// One frame on; of a run that has not begun, its first.
    void step();
    void stop();
    /// Looks at what happened before or after the playhead.
    void goToEvent(int step);

    /// What a fault chosen now would do.
    enum class Effect {
        Inject,          ///< into the run, at its next frame
        Branch,          ///< a second run from the instant shown
        AddToScenario,   ///< nothing runs: it becomes a fault of the scenario
    };
    Effect effect() const;
    /// Does it; `at` counts only when it is added to the scenario.
    void apply(const FaultChoice& choice, model::Instant at, int replicas = 1);
    /// A second run that is the same up to the instant shown and goes on with the decision; without one it stands still
    /// there. Refused without a frame.
    void branch(const Decision& decision = {});

signals:
    /// Speed or seed is another.
    void changed();
    /// Something could not be done, with the reason for a person.
    void refused(const QString& message);
    /// The branch's session has begun.
    void branched();
    /// A line for the status bar: what was done.
    void told(const QString& message);

private:
    ScenarioDocument& m_document;
    TraceSession& m_session;
    TraceSession& m_branch;
    Playhead& m_playhead;
    double m_speed = 60;
    std::optional<std::uint64_t> m_seed;
    QString m_duration;
    std::function<QStringList()> m_extraSettings;
};

}  // namespace headroom::views
