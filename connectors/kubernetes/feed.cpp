#include "connectors/kubernetes/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace headroom::connectors::kubernetes {
namespace {

const std::string json = "application/json";
constexpr int expiredStatus = 410;
constexpr int refusedStatus = 401;
/// A watch that lasted so long, or said anything, was one.
constexpr auto leastWatch = std::chrono::seconds(5);

}  // namespace

void Feed::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const Outcome outcome = m_version.empty() ? list(stop) : watch(stop);
        if (outcome == Outcome::ListAnew) m_version.clear();
        if (outcome != Outcome::Well) pause(stop);
    }
}

void Feed::pause(const std::stop_token& stop) {
    m_pause = std::clamp(model::Duration{m_pause.ns * 2}, m_options.firstPause, m_options.longestPause);
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, stop, std::chrono::nanoseconds(m_pause.ns), [] { return false; });
}

Feed::Outcome Feed::fail(const Error& error) {
    m_listener.failed(m_kind, error);
    return Outcome::Failed;
}

std::string Feed::target(const std::string& query) const {
    const Access& access = m_login.access();
    return access.server.target + pathOf(m_kind, access.space) + "?" + query;
}

Error Feed::refusal(const http::HttpAnswer& answer, int credentials) {
    if (answer.status == refusedStatus) m_login.refused(credentials);
    const Access& access = m_login.access();
    return errorOfAnswer(m_kind, access.space, answer.status, answer.body, access.server.origin());
}

Result<ListPage> Feed::readPage(const Login::Entry& entry, const std::string& more, const std::stop_token& stop) {
    // Of events only what comes is of interest.
    const int limit = m_kind == Kind::Events ? 1 : m_options.page;
    const std::string query = fmt::format("limit={}{}{}", limit, more.empty() ? "" : "&continue=", http::formEncoded(more));
    const auto answer = entry.client.at(target(query)).get(json, [&stop] { return stop.stop_requested(); });
    if (!answer) return answer.error();
    if (answer.value().status == expiredStatus)
        return Error{Error::Kind::Gone, m_login.access().server.origin() + ": a list took too long to be read (410)", true};
    if (answer.value().status != 200) return refusal(answer.value(), entry.credentials);
    const Access& access = m_login.access();
    return readListPage(m_kind, answer.value().body, access.server.origin() + pathOf(m_kind, access.space));
}

Feed::Outcome Feed::list(const std::stop_token& stop) {
    const auto entry = m_login.enter([&stop] { return stop.stop_requested(); });
    if (!entry) return fail(entry.error());
    std::vector<Object> objects;
    std::size_t senseless = 0;
    std::string version;
    std::string more;
    do {
        auto page = readPage(entry.value(), more, stop);
        if (!page) return fail(page.error());
        version = page.value().resourceVersion;
        senseless += page.value().senseless;
        if (m_kind == Kind::Events) break;
        more = page.value().more;
        std::ranges::move(page.value().objects, std::back_inserter(objects));
        if (objects.size() > m_options.most)
            return fail(
                {Error::Kind::Failed,
                 fmt::format("there are more than {} {}: say which with --namespace", m_options.most, thingOf(m_kind).resource),
                 false});
    } while (!more.empty());
    m_version = version;
    m_listener.listed(m_kind, objects);
    if (senseless > 0) m_listener.foundSenseless(m_kind, senseless);
    return Outcome::Well;
}

Feed::Outcome Feed::watch(const std::stop_token& stop) {
    const auto isCancelled = [&stop] { return stop.stop_requested(); };
    const auto entry = m_login.enter(isCancelled);
    if (!entry) return fail(entry.error());
    const std::string query = fmt::format("watch=true&allowWatchBookmarks=true&timeoutSeconds={:.0f}&resourceVersion={}",
                                          m_options.watchLength.toSeconds(), http::formEncoded(m_version));
    LineBuffer lines;
    std::optional<Error> error;
    m_isExpired = m_hasBegun = m_hasHeard = false;
    const auto take = [&](std::string_view part) {
        if (part.empty()) m_listener.watched(m_kind);
        m_hasBegun = true;
        const bool isFine = lines.feed(part, [&](std::string_view line) {
            error = takeLine(line);
            return !error && !m_isExpired;
        });
        if (!isFine && !error && !m_isExpired)
            error = Error{Error::Kind::Failed, m_login.access().server.origin() + ": a watch says too much at once", true};
        return isFine;
    };
    const Clock::time_point begin = Clock::now();
    const model::Duration longest = m_options.watchLength + m_login.access().http.timeout;
    const auto answer = entry.value().client.at(target(query)).stream(json, longest, take, isCancelled);
    if (isCancelled()) return Outcome::Well;
    if (m_hasHeard || Clock::now() - begin > leastWatch) m_pause = {0};
    if (error) m_listener.failed(m_kind, *error);
    if (error || m_isExpired || (answer && answer.value().status == expiredStatus)) return Outcome::ListAnew;
    // What breaks is no news until it can't be had again.
    if (!answer) return m_hasBegun ? Outcome::Failed : fail(answer.error());
    if (answer.value().status != 200) return fail(refusal(answer.value(), entry.value().credentials));
    // Servers end watches now and then. One that does at once isn't asked again at once.
    return Clock::now() - begin > leastWatch ? Outcome::Well : Outcome::Failed;
}

std::optional<Error> Feed::takeLine(std::string_view line) {
    auto notice = readWatchLine(m_kind, line, m_login.access().server.origin());
    if (!notice) return notice.error();
    m_hasHeard = true;
    const WatchNotice& said = notice.value();
    if (!said.resourceVersion.empty()) m_version = said.resourceVersion;
    switch (said.type) {
        case WatchNotice::Type::Put: m_listener.put(*said.object); break;
        case WatchNotice::Type::Removed: m_listener.removed(*said.object); break;
        case WatchNotice::Type::Expired: m_isExpired = true; break;
        case WatchNotice::Type::Nothing: m_listener.foundSenseless(m_kind, 1); break;
        case WatchNotice::Type::Bookmark: break;
    }
    return std::nullopt;
}

}  // namespace headroom::connectors::kubernetes
