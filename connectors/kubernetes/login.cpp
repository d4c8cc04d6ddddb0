#include "connectors/kubernetes/login.h"

#include <chrono>
#include <ctime>

#include "connectors/kubernetes/exec_plugin.h"

namespace headroom::connectors::kubernetes {
namespace {

using Wall = std::chrono::system_clock;

/// As long as somebody may need to answer a question on a phone isn't waited: there is no terminal.
constexpr model::Duration pluginPatience = model::Duration::seconds(30);
/// Credentials are renewed a little before they end.
constexpr auto margin = std::chrono::seconds(10);

/// "2026-11-25T23:28:00Z" and the like; fractions and offsets are cut off, for an instant that may be a little early.
std::optional<Wall::time_point> readInstant(const std::string& text) {
    std::tm parts{};
    if (strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts) == nullptr) return std::nullopt;
    return Wall::from_time_t(timegm(&parts));
}

}  // namespace

Result<Login::Entry> Login::enter(const std::function<bool()>& isCancelled) {
    const std::lock_guard lock(m_mutex);
    const bool isOver = m_expires && Wall::now() + margin >= *m_expires;
    if (m_client && !isOver) return Entry{*m_client, m_credentials};
    if (m_access.plugin)
        if (auto error = askPlugin(isCancelled)) return *error;
    auto client = http::HttpClient::create(m_access.server, m_access.http);
    if (!client) return client.error();
    m_client = std::move(client.value());
    return Entry{*m_client, ++m_credentials};
}

void Login::refused(int credentials) {
    const std::lock_guard lock(m_mutex);
    if (m_access.plugin && credentials == m_credentials) m_client.reset();
}

std::optional<Error> Login::askPlugin(const std::function<bool()>& isCancelled) {
    auto given = runPlugin(*m_access.plugin, m_access.clusterInfo, pluginPatience, isCancelled);
    if (!given) return given.error();
    m_expires = readInstant(given.value().expires);
    // Those before are kept: requests that are under way may still read them.
    const auto keep = [this](const std::string& content, std::string& path) -> std::optional<Error> {
        if (content.empty()) return std::nullopt;
        auto file = MemoryFile::create(content);
        if (!file) return file.error();
        path = file.value()->path();
        m_given.push_back(std::move(file.value()));
        return std::nullopt;
    };
    constexpr std::size_t mostKept = 30;
    if (m_given.size() > mostKept) m_given.erase(m_given.begin(), m_given.begin() + mostKept / 2);
    http::Credentials bearer{http::Credentials::Scheme::Bearer, http::Credentials::Place::File, {}};
    if (auto error = keep(given.value().token, bearer.name)) return error;
    if (!bearer.name.empty()) m_access.http.credentials = bearer;
    if (auto error = keep(given.value().certificate, m_access.http.certificateFile)) return error;
    return keep(given.value().key, m_access.http.keyFile);
}

}  // namespace headroom::connectors::kubernetes
