#include "app/live/live_session.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/live/live_header.h"
#include "app/stream/interruption.h"
#include "connectors/exposition/exposition.h"
#include "connectors/overlay/drift.h"

namespace headroom::live {
namespace {

using connectors::Error;

// How often a session looks whether there is something new, commits its recording and feeds its viewer.
constexpr int restMilliseconds = 50;

bool isStop(const std::string& line) {
    const nlohmann::json command = nlohmann::json::parse(line, nullptr, false);
    return command.is_object() && command.contains("command") && command["command"] == "stop";
}

}  // namespace

LiveSession::LiveSession(const LiveOptions& options, const LiveScenario* scenario)
    : m_options(options),
      m_scenario(scenario),
      m_fingerprint(&m_outputs.sink()),
      m_trace(m_fingerprint),
      m_commands(STDIN_FILENO) {}

std::optional<Error> LiveSession::begin() {
    if (auto error = serveMetrics()) return error;
    if (const auto problem = m_outputs.open({m_options.recordingPath, m_options.stream, m_options.losslessStream}))
        return Error{Error::Kind::Failed, *problem, false};
    m_fingerprint.begin(headerOf(m_options, m_scenario));
    declareElements();
    if (m_metrics) tellOfMetrics();
    return std::nullopt;
}

void LiveSession::declareElements() {
    connectors::kafka::ElementNames names;
    names.cluster = m_options.client.bootstrap.empty() ? "pasted" : m_options.client.bootstrap;
    if (m_scenario != nullptr) names = connectors::overlay::elementNames(m_scenario->blueprint);
    if (!m_options.client.bootstrap.empty() || !m_options.pasted.empty()) {
        m_tracer = std::make_unique<connectors::kafka::SnapshotTracer>(m_trace, std::move(names));
        return;
    }
    for (const connectors::kafka::KnownElement& element : names.known)
        m_trace.element(element.kind, element.name, element.parent);
}

std::optional<Error> LiveSession::serveMetrics() {
    if (!m_options.metrics) return std::nullopt;
    auto server = connectors::exposition::MetricsServer::start(m_options.metrics->host, m_options.metrics->port);
    if (!server) return server.error();
    m_metrics = std::move(server.value());
    return std::nullopt;
}

void LiveSession::tellOfMetrics() {
    const std::string url = m_metrics->url();
    // Who left the choice to the machine must learn what it chose.
    if (m_options.metrics->port == 0) std::fprintf(stderr, "headroom-live: metrics at %s\n", url.c_str());
    trace::Event event;
    event.kind = event.reason.rule = "metrics.serving";
    event.summary = event.reason.sentence = "metrics are served at " + url;
    event.reason.result = url;
    m_trace.event(std::move(event));
}

std::optional<Error> LiveSession::beginCluster() {
    if (!m_options.kubernetes) return std::nullopt;
    auto observer = watchCluster(m_options, m_scenario, m_began);
    if (!observer) return observer.error();
    m_cluster = std::make_unique<KubernetesWatch>(std::move(observer.value()), m_scenario, m_trace);
    return std::nullopt;
}

std::optional<Error> LiveSession::watch(connectors::kafka::Observer* observer) {
    if (auto error = beginCluster()) return error;
    if (auto error = begin()) return error;
    if (m_options.figures && !m_options.once) {
        auto figures = FiguresWatch::begin(m_options, m_trace);
        if (!figures) return figures.error();
        m_figures = std::move(figures.value());
    }
    return watchUntilStopped(observer);
}

std::optional<Error> LiveSession::watchUntilStopped(connectors::kafka::Observer* observer) {
    std::optional<Watcher<connectors::kafka::Snapshot>> watcher;
    if (observer != nullptr)
        watcher.emplace(
            [this, observer](const auto& isCancelled, const auto& show) { return observe(*observer, isCancelled, show); },
            m_options.interval);
    while (!shouldStop()) {
        if (m_figures && !takeFigures(observer == nullptr)) break;
        if (m_cluster && !m_figures && observer == nullptr && !takeCluster()) break;
        if (watcher && !m_held) m_held = watcher->take();
        if (m_held && !awaitsFigures(*m_held) && !take(*std::exchange(m_held, std::nullopt))) break;
        obeyCommands();
        m_outputs.tick();
    }
    if (auto error = finish()) return error;
    return m_failure;
}

connectors::Result<connectors::kafka::Snapshot> LiveSession::observe(connectors::kafka::Observer& observer,
                                                                     const std::function<bool()>& isCancelled,
                                                                     const connectors::kafka::Show& show) {
    // Parts are for whoever waits for the first rows. Over a scenario what isn't seen yet would look as if it weren't there.
    const bool isInParts = !m_options.once && m_scenario == nullptr && !std::exchange(m_hasLooked, true);
    return isInParts ? observer.observe(isCancelled, show) : observer.observe(isCancelled);
}

bool LiveSession::takeFigures(bool makesFrames) {
    const auto at = m_figures->take();
    if (!at) return true;
    m_last = std::max(m_last, instant(*at));
    const auto error = m_figures->tell(m_last);
    m_hasNewFigures = true;
    m_doFiguresCome = !error;
    if (!makesFrames) return true;
    frame(m_last);
    if (error && isHopeless(*error)) m_failure = error;
    m_hasSeen = m_hasSeen || !error;
    return !m_failure;
}

bool LiveSession::awaitsFigures(const Look& look) const {
    if (!m_doFiguresCome || m_hasNewFigures || look.isPart) return false;
    return std::chrono::steady_clock::now() - look.at < std::chrono::nanoseconds(m_options.interval.ns / 2);
}

bool LiveSession::takeCluster() {
    const trace::Instant now = instant(std::chrono::steady_clock::now());
    if (m_lastFrame && now - *m_lastFrame < m_options.interval) return true;
    const auto error = m_lastFrame ? m_cluster->tell(now) : m_cluster->tellFirst(now);
    m_last = instant(std::chrono::steady_clock::now());
    m_lastFrame = now;
    m_trace.frame(m_last);
    const bool isFutile = error && (m_options.once || isHopeless(*error));
    if (isFutile) m_failure = error;
    m_hasSeen = m_hasSeen || !error;
    m_stopped = m_stopped || m_options.once;
    return !isFutile && !m_stopped;
}

bool LiveSession::isHopeless(const Error& error) const {
    return !m_hasSeen && (!error.retriable || m_options.insists);
}

void LiveSession::frame(trace::Instant now) {
    if (m_figures) m_figures->beforeFrame(now);
    if (m_cluster) {
        // A cluster that can't be seen costs Kafka's figures nothing.
        m_options.once ? m_cluster->tellFirst(now) : m_cluster->tell(now);
    }
    m_lastFrame = now;
    m_hasNewFigures = false;
    m_trace.frame(now);
}

std::optional<Error> LiveSession::show(const connectors::kafka::Snapshot& snapshot) {
    if (auto error = begin()) return error;
    take(snapshot, {});
    m_stopped = true;
    return finish();
}

bool LiveSession::take(const Look& look) {
    m_last = std::max(m_last, instant(look.at));
    if (look.isPart) {
        m_tracer->take(look.result.value(), {}, m_last);
        frame(m_last);
        return true;
    }
    if (m_metrics) publish(look);
    if (look.result) {
        m_hasSeen = true;
        take(look.result.value(), m_last);
        m_stopped = m_options.once;
        return !m_stopped;
    }
    const Error& error = look.result.error();
    m_tracer->fail(error, m_last);
    frame(m_last);
    // Once something was seen, a session outlives its cluster's troubles; before that it waits for what may come.
    const bool isFutile = m_options.once || isHopeless(error);
    if (isFutile) m_failure = error;
    return !isFutile;
}

void LiveSession::take(const connectors::kafka::Snapshot& snapshot, trace::Instant now) {
    namespace overlay = connectors::overlay;
    std::vector<connectors::kafka::Finding> findings = m_retention.take(snapshot, now);
    if (m_scenario != nullptr) {
        m_brokerNames = overlay::brokerNames(m_scenario->blueprint, snapshot, std::move(m_brokerNames));
        m_tracer->nameBrokers(m_brokerNames);
        std::ranges::move(overlay::findingsOf(overlay::compare(m_scenario->blueprint, snapshot)), std::back_inserter(findings));
    }
    m_tracer->take(snapshot, findings, now);
    frame(now);
}

void LiveSession::publish(const Look& look) {
    using Wall = std::chrono::system_clock;
    const double now = std::chrono::duration<double>(Wall::now().time_since_epoch()).count();
    m_metrics->publish(look.result ? connectors::exposition::exposition(look.result.value(), now)
                                   : connectors::exposition::expositionOfFailure(now));
}

void LiveSession::obeyCommands() {
    if (!m_options.stream || m_commands.isExhausted()) {
        poll(nullptr, 0, restMilliseconds);
        return;
    }
    for (auto line = m_commands.next(restMilliseconds); line; line = m_commands.next(0)) obey(*line);
}

void LiveSession::obey(const std::string& line) {
    trace::Event event;
    event.time = m_last = std::max(m_last, instant(std::chrono::steady_clock::now()));
    event.kind = "command";
    const bool isKnown = isStop(line);
    m_stopped = m_stopped || isKnown;
    event.severity = isKnown ? "info" : "warning";
    event.summary = isKnown ? "command: stop" : "command: refused (a live session knows {\"command\": \"stop\"} only)";
    event.reason.rule = "command";
    event.reason.result = isKnown ? "obeyed" : "refused";
    event.reason.sentence = event.summary + ", given from outside";
    m_trace.event(std::move(event));
}

bool LiveSession::shouldStop() const {
    return m_stopped || stream::interrupted != 0 || m_outputs.isStreamBroken();
}

trace::Instant LiveSession::instant(std::chrono::steady_clock::time_point when) const {
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(when - m_began).count()};
}

std::optional<Error> LiveSession::finish() {
    trace::Footer footer;
    // A live session has no end of its own: whoever ends it, by command or by signal, stops it.
    const bool isAll = m_stopped && (m_options.once || !m_options.pasted.empty());
    footer.outcome = m_failure ? "interrupted" : isAll ? "completed" : "stopped";
    footer.end = m_last;
    footer.wallSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_began).count();
    m_fingerprint.end(footer);
    if (const auto problem = m_outputs.recordingError()) return Error{Error::Kind::Failed, *problem, false};
    return std::nullopt;
}

}  // namespace headroom::live
