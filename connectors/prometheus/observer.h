#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/http/http_options.h"
#include "connectors/prometheus/mapping.h"
#include "connectors/prometheus/page.h"
#include "connectors/prometheus/snapshot.h"
#include "model/quantities.h"

namespace headroom::connectors::prometheus {

/// A Prometheus server.
struct Server {
    std::string address;
    std::string selector;  ///< what series must have beside their names: namespace="shop"; may be empty
    model::Duration window = model::Duration::seconds(120);  ///< longer than its longest scrape interval
};

struct ObserverOptions {
    std::vector<Page> pages;
    std::optional<Server> server;
    connectors::http::HttpOptions http;
    Mapping mapping = builtInMapping();
    std::size_t requestsAtOnce = 8;                               ///< at most; each source is asked once a look
    model::Duration longestPause = model::Duration::seconds(15);  ///< for which a source that fails is left alone
};

/// Looks at pages of metrics and at a Prometheus server, again and again; reads only. The process ignores SIGPIPE: OpenSSL writes
/// to connections that are gone.
class Observer {
public:
    /// Connects to nothing yet; an error is one of the options'.
    static Result<std::unique_ptr<Observer>> create(ObserverOptions options);
    ~Observer();
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;

    /// From now on these are the pages; what is known of those that stay is kept. An error is one of an address, and changes
    /// nothing. Not during a look.
    std::optional<Error> setPages(const std::vector<Page>& pages);

    /// One look, or why there is nothing to see at all. Sources are asked side by side, so that it takes no longer than a
    /// time-out for each `requestsAtOnce` of them. One that fails is told among the sources, leaves what it told of partial, and
    /// is left alone for a while, twice as long after each failure. `isCancelled` ends it early, and is asked from several
    /// threads. Callable from one thread at a time.
    Result<Snapshot> observe(const std::function<bool()>& isCancelled = [] { return false; });

private:
    class Implementation;
    explicit Observer(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_implementation;
};

/// The query that asks a server for all series a mapping knows, as far back as `window`.
std::string queryOf(const Mapping& mapping, const Server& server);

}  // namespace headroom::connectors::prometheus
