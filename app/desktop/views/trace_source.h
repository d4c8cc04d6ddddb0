#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// A trace that views show: of a run under way, of a recording, or of what is live. They can't tell which.
class TraceSource : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// What has arrived so far; replaced by another when begun() comes.
    virtual const trace::MemoryTrace& trace() const = 0;
    /// What the trace is of, as far as its own text tells; null if it doesn't.
    virtual const model::Scenario* scenario() const = 0;

signals:
    /// Another trace has taken the place of the one before: who keeps places, pointers or figures of that one forgets them.
    /// Nothing is shown or told on yet; others may not have forgotten theirs.
    void replaced();
    /// Another trace, empty at first; follows replaced(), so that everybody can be asked about it.
    void begun();
    /// Elements, frames or events were added; at most some twenty times a second.
    void grew();
    /// The trace has its footer.
    void ended();

protected:
    void tellReplaced() {
        emit replaced();
        emit begun();
    }
};

/// The scenario a trace's header holds, read as it was run; null if it can't be.
std::shared_ptr<const model::Scenario> scenarioOf(const trace::Header& header);

/// A recording, read whole.
class RecordedTrace : public TraceSource {
    Q_OBJECT

public:
    using TraceSource::TraceSource;
    /// Reads a recording, whatever of it is whole; else says why and keeps the old one.
    std::optional<QString> open(const QString& path);
    const trace::MemoryTrace& trace() const override { return *m_trace; }
    const model::Scenario* scenario() const override { return m_scenario.get(); }

private:
    std::unique_ptr<trace::MemoryTrace> m_trace = std::make_unique<trace::MemoryTrace>();
    std::shared_ptr<const model::Scenario> m_scenario;
};

}  // namespace headroom::views
