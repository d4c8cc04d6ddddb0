#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "connectors/http/http_client.h"
#include "connectors/kubernetes/access.h"

namespace headroom::connectors::kubernetes {

/// Gives clients that are logged in to a cluster. Calls may come from several threads.
class Login {
public:
    explicit Login(Access access) : m_access(std::move(access)) {}

    /// A client with credentials, and which these are.
    struct Entry {
        http::HttpClient client;
        int credentials = 0;
    };
    /// The newest; a plugin is run where there are none that still hold.
    Result<Entry> enter(const std::function<bool()>& isCancelled);
    /// The server has refused these credentials: a plugin is asked again, once for all who came with them.
    void refused(int credentials);

    const Access& access() const { return m_access; }

private:
    std::optional<Error> askPlugin(const std::function<bool()>& isCancelled);

    Access m_access;
    std::mutex m_mutex;
    std::optional<http::HttpClient> m_client;
    int m_credentials = 0;
    std::vector<std::shared_ptr<const MemoryFile>> m_given;  ///< by the plugin
    std::optional<std::chrono::system_clock::time_point> m_expires;
};

}  // namespace headroom::connectors::kubernetes
