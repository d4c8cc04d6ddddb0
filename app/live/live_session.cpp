#include "app/live/live_session.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/stream/interruption.h"

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

LiveSession::LiveSession(const LiveOptions& options)
    : m_options(options), m_fingerprint(&m_outputs.sink()), m_commands(STDIN_FILENO) {}

std::optional<Error> LiveSession::begin() {
    if (const auto problem = m_outputs.open({m_options.recordingPath, m_options.stream, m_options.losslessStream}))
        return Error{Error::Kind::Failed, *problem, false};
    m_fingerprint.begin(header());
    const std::string& name = m_options.client.bootstrap;
    m_tracer = std::make_unique<connectors::kafka::SnapshotTracer>(m_fingerprint, name.empty() ? "pasted" : name);
    return std::nullopt;
}

trace::Header LiveSession::header() const {
    trace::Header header;
    header.scenario = m_options.pasted.empty() ? "live " + m_options.client.bootstrap : "pasted " + m_options.pasted;
    header.runtime = "live";
    header.frameInterval = m_options.interval;
    if (!m_options.client.bootstrap.empty()) header.settings["--kafka"] = m_options.client.bootstrap;
    const auto all = [&](const char* name, const std::vector<std::string>& values) {
        std::string joined;
        for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
        if (!values.empty()) header.settings[name] = joined;
    };
    all("--group", m_options.scope.groups);
    all("--topic", m_options.scope.topics);
    return header;
}

std::optional<Error> LiveSession::watch(connectors::kafka::Observer& observer) {
    if (auto error = begin()) return error;
    {
        Watcher watcher([&observer](const auto& isCancelled) { return observer.observe(isCancelled); }, m_options.interval);
        while (!shouldStop()) {
            const auto look = watcher.take();
            if (look && !take(*look)) break;
            obeyCommands();
            m_outputs.tick();
        }
        if (auto error = finish()) return error;
    }
    return m_failure;
}

std::optional<Error> LiveSession::show(const connectors::kafka::Snapshot& snapshot) {
    if (auto error = begin()) return error;
    m_tracer->take(snapshot, {});
    m_stopped = true;
    return finish();
}

bool LiveSession::take(const Watcher::Look& look) {
    m_last = std::max(m_last, instant(look.at));
    if (look.result) {
        m_hasSeen = true;
        m_tracer->take(look.result.value(), m_last);
        m_stopped = m_options.once;
        return !m_stopped;
    }
    const Error& error = look.result.error();
    m_tracer->fail(error, m_last);
    // Once something was seen, a session outlives its cluster's troubles; before that it waits for what may come.
    const bool isFutile = m_options.once || (!m_hasSeen && !error.retriable);
    if (isFutile) m_failure = error;
    return !isFutile;
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
    event.time = m_last = std::max(m_last, instant(Watcher::Clock::now()));
    event.kind = "command";
    const bool isKnown = isStop(line);
    m_stopped = m_stopped || isKnown;
    event.severity = isKnown ? "info" : "warning";
    event.summary = isKnown ? "command: stop" : "command: refused (a live session knows {\"command\": \"stop\"} only)";
    event.reason.rule = "command";
    event.reason.result = isKnown ? "obeyed" : "refused";
    event.reason.sentence = event.summary + ", given from outside";
    m_fingerprint.event(event);
}

bool LiveSession::shouldStop() const {
    return m_stopped || stream::interrupted != 0 || m_outputs.isStreamBroken();
}

trace::Instant LiveSession::instant(Watcher::Clock::time_point when) const {
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(when - m_began).count()};
}

std::optional<Error> LiveSession::finish() {
    trace::Footer footer;
    // A live session has no end of its own: whoever ends it, by command or by signal, stops it.
    const bool isAll = m_stopped && (m_options.once || !m_options.pasted.empty());
    footer.outcome = m_failure ? "interrupted" : isAll ? "completed" : "stopped";
    footer.end = m_last;
    footer.wallSeconds = std::chrono::duration<double>(Watcher::Clock::now() - m_began).count();
    m_fingerprint.end(footer);
    if (const auto problem = m_outputs.recordingError()) return Error{Error::Kind::Failed, *problem, false};
    return std::nullopt;
}

}  // namespace headroom::live
