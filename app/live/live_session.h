#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/live/figures_watch.h"
#include "app/live/kubernetes_watch.h"
#include "app/live/live_options.h"
#include "app/live/live_scenario.h"
#include "app/live/watcher.h"
#include "app/stream/command_source.h"
#include "app/stream/trace_outputs.h"
#include "connectors/exposition/metrics_server.h"
#include "connectors/kafka/retention_watch.h"
#include "connectors/kafka/snapshot_tracer.h"
#include "model/trace/fingerprint.h"

namespace headroom::live {

/// One session from its first look to the end of its trace, obeying commands and signals at any time.
class LiveSession {
public:
    /// The scenario that what is seen is laid over outlives the session; null: none.
    LiveSession(const LiveOptions& options, const LiveScenario* scenario);

    /// Traces what is seen until told to stop, or once; why it could not, if so. Callable once. Null: no Kafka is looked at, only
    /// what tells its metrics, and Kubernetes.
    std::optional<connectors::Error> watch(connectors::kafka::Observer* observer);
    /// Traces one snapshot that was got otherwise. Callable once, in place of watch.
    std::optional<connectors::Error> show(const connectors::kafka::Snapshot& snapshot);

private:
    using Look = Watcher<connectors::kafka::Snapshot>::Look;

    std::optional<connectors::Error> begin();
    void declareElements();
    /// On the watcher's thread; the first look shows its parts.
    connectors::Result<connectors::kafka::Snapshot> observe(connectors::kafka::Observer& observer,
                                                            const std::function<bool()>& isCancelled,
                                                            const connectors::kafka::Show& show);
    std::optional<connectors::Error> watchUntilStopped(connectors::kafka::Observer* observer);
    /// Whether the session goes on after what the metrics say.
    bool takeFigures(bool makesFrames);
    /// Whether the frame of a look waits for what processes tell. Both look at one pace, not at one instant: a frame between two
    /// of their looks would show that nothing was done, and the next twice as much. Half an interval at most.
    bool awaitsFigures(const Look& look) const;
    /// Likewise, after what a cluster says, where nobody else makes frames.
    bool takeCluster();
    std::optional<connectors::Error> beginCluster();
    /// Nothing was seen yet, and nothing is to be expected, or nobody waits for it.
    bool isHopeless(const connectors::Error& error) const;
    void frame(trace::Instant now);
    /// Whether the session goes on after the look.
    bool take(const Look& look);
    void take(const connectors::kafka::Snapshot& snapshot, trace::Instant now);
    std::optional<connectors::Error> serveMetrics();
    void tellOfMetrics();
    void publish(const Look& look);
    void obeyCommands();
    void obey(const std::string& line);
    bool shouldStop() const;
    trace::Instant instant(std::chrono::steady_clock::time_point when) const;
    std::optional<connectors::Error> finish();

    const LiveOptions& m_options;
    const LiveScenario* m_scenario;
    std::map<std::int32_t, std::string> m_brokerNames;
    connectors::kafka::RetentionWatch m_retention;
    std::unique_ptr<connectors::exposition::MetricsServer> m_metrics;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    stream::TraceOutputs m_outputs;
    trace::Fingerprint m_fingerprint;
    connectors::LiveTrace m_trace;
    std::unique_ptr<FiguresWatch> m_figures;
    std::unique_ptr<KubernetesWatch> m_cluster;
    std::unique_ptr<connectors::kafka::SnapshotTracer> m_tracer;
    stream::CommandSource m_commands;
    std::optional<Look> m_held;    ///< Kafka's, whose frame is to be made
    bool m_hasNewFigures = false;  ///< since the last frame
    bool m_doFiguresCome = false;  ///< the last look at them saw some
    bool m_stopped = false;
    bool m_hasSeen = false;
    bool m_hasLooked = false;  ///< the watcher's thread only
    trace::Instant m_last;
    std::optional<trace::Instant> m_lastFrame;
    std::optional<connectors::Error> m_failure;
};

}  // namespace headroom::live
