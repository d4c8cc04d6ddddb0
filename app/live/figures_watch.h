#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/live/live_options.h"
#include "app/live/watcher.h"
#include "connectors/live_trace.h"
#include "connectors/prometheus/figures_tracer.h"
#include "connectors/prometheus/observer.h"

namespace headroom::live {

/// What processes tell of themselves, beside what Kafka knows of them: watched on a thread of its own, and put into a trace.
class FiguresWatch {
public:
    using Clock = Watcher<connectors::prometheus::Snapshot>::Clock;

    /// Begins at once. Options with pages, a server or a run; they and the trace outlive it.
    static connectors::Result<std::unique_ptr<FiguresWatch>> begin(const LiveOptions& options, connectors::LiveTrace& trace);

    /// When the newest look ended, if there is one that hasn't been taken yet.
    std::optional<Clock::time_point> take();
    /// Puts into the trace what was taken. Instants ascend. Why nothing could be seen, if so.
    std::optional<connectors::Error> tell(trace::Instant now);
    /// Before each frame.
    void beforeFrame(trace::Instant now) { m_tracer.beforeFrame(now); }

private:
    using Snapshot = connectors::prometheus::Snapshot;
    FiguresWatch(const LiveOptions& options, connectors::LiveTrace& trace,
                 std::unique_ptr<connectors::prometheus::Observer> observer);
    connectors::Result<Snapshot> observe(const std::function<bool()>& isCancelled);

    const LiveOptions& m_options;
    std::unique_ptr<connectors::prometheus::Observer> m_observer;
    connectors::prometheus::FiguresTracer m_tracer;
    std::optional<Watcher<Snapshot>::Look> m_look;
    Watcher<Snapshot> m_watcher;  ///< last: its thread uses the observer
};

}  // namespace headroom::live
