#pragma once

#include <memory>

namespace headroom::connectors::kafka {

class Client;

/// Ends a client and waits for that no longer than for one of its requests, a second at least: what isn't over by then stays
/// behind.
struct EndClient {
    void operator()(Client* client) const;
};

using OwnedClient = std::unique_ptr<Client, EndClient>;

}  // namespace headroom::connectors::kafka
