#pragma once

#include <QDateTime>
#include <QObject>
#include <deque>
#include <memory>
#include <optional>

#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// A run that can be compared.
struct KeptRun {
    int id = 0;         ///< never used again
    QString name;
    QDateTime when;
    std::shared_ptr<const trace::MemoryTrace> trace;  ///< null while `live` shows it
    const TraceSource* live = nullptr;

    const trace::MemoryTrace& shown() const { return live != nullptr ? live->trace() : *trace; }
    /// "transaction-platform, seed 1, 93c1f20a, predicted".
    QString description() const;
};

/// The runs of this window, newest first: recordings that were opened, sessions that were kept, and those under way.
class RunLibrary : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostKept = 8;  ///< whole traces stay in memory; the oldest makes room

    using QObject::QObject;
    const std::deque<KeptRun>& runs() const { return m_runs; }
    const KeptRun* findRun(int id) const;

    int keep(std::shared_ptr<const trace::MemoryTrace> trace, const QString& name);
    /// A copy of what a source has shown so far.
    int keepCopy(const trace::MemoryTrace& trace, const QString& name);
    /// A source that may still grow; it is forgotten when it goes.
    int addLive(const TraceSource& source, const QString& name);
    /// Reads a recording; on failure nothing changes and the answer says why. It becomes the first of runs().
    std::optional<QString> openRecording(const QString& path);
    void forget(int id);

signals:
    void changed();

private:
    int add(KeptRun run);

    std::deque<KeptRun> m_runs;
    int m_lastId = 0;
};

/// "measured" of a live system's trace, else "predicted".
QString originOf(const trace::Header& header);

}  // namespace headroom::views
