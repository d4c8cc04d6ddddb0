#pragma once

#include <string>

namespace headroom::connectors::prometheus {

/// A /metrics page, of one process as a rule.
struct Page {
    std::string address;         ///< "host:port", "https://host:port/path"
    std::string service;         ///< which service it is of; empty: its labels say
    bool isOfNoService = false;  ///< it is one of clients: what it says of a service is nobody's

    bool operator==(const Page&) const = default;
};

}  // namespace headroom::connectors::prometheus
