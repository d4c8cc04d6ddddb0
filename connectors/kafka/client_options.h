#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/quantities.h"

namespace headroom::connectors::kafka {

/// How to reach a cluster.
struct ClientOptions {
    std::string bootstrap;  ///< "host:port,host:port"
    std::vector<std::pair<std::string, std::string>>
        properties;                                         ///< of the client (librdkafka's names), in order; may hold secrets
    model::Duration timeout = model::Duration::seconds(5);  ///< of each request
};

}  // namespace headroom::connectors::kafka
