#include "app/live/figures_watch.h"

#include <utility>

#include "app/live/bundled_run.h"

namespace headroom::live {
namespace {

using connectors::Error;
namespace prometheus = connectors::prometheus;

/// For how long a gauge holds without a look: as long as a look may take, and some.
model::Duration staleAfter(const LiveOptions& options) {
    return model::Duration{3 * options.interval.ns} + options.client.timeout;
}

}  // namespace

connectors::Result<std::unique_ptr<FiguresWatch>> FiguresWatch::begin(const LiveOptions& options, connectors::LiveTrace& trace) {
    auto observer = prometheus::Observer::create(*options.figures);
    if (!observer) return observer.error();
    return std::unique_ptr<FiguresWatch>(new FiguresWatch(options, trace, std::move(observer.value())));
}

FiguresWatch::FiguresWatch(const LiveOptions& options, connectors::LiveTrace& trace,
                           std::unique_ptr<prometheus::Observer> observer)
    : m_options(options),
      m_observer(std::move(observer)),
      m_tracer(trace, staleAfter(options)),
      m_watcher([this](const auto& isCancelled) { return observe(isCancelled); }, options.interval) {}

connectors::Result<FiguresWatch::Snapshot> FiguresWatch::observe(const std::function<bool()>& isCancelled) {
    if (m_options.run) {
        // Its processes come and go.
        const auto run = connectors::bundled::readRun(m_options.run->file);
        if (!run) return run.error();
        if (run.value().processes.empty())
            return Error{Error::Kind::Unreachable, "none of the run's processes listens", true};
        if (auto error = m_observer->setPages(pagesOf(run.value()))) return *error;
    }
    return m_observer->observe(isCancelled);
}

std::optional<FiguresWatch::Clock::time_point> FiguresWatch::take() {
    m_look = m_watcher.take();
    return m_look ? std::optional(m_look->at) : std::nullopt;
}

std::optional<Error> FiguresWatch::tell(trace::Instant now) {
    if (!m_look) return std::nullopt;
    if (m_look->result) {
        m_tracer.take(m_look->result.value(), now);
        return std::nullopt;
    }
    m_tracer.fail(m_look->result.error(), now);
    return m_look->result.error();
}

}  // namespace headroom::live
