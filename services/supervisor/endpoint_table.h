#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace headroom::services {

/// Which pods of which service can be called, and where: all on 127.0.0.1.
class EndpointTable {
public:
    /// True when that changes something.
    bool add(const std::string& service, const std::string& pod, int port);
    bool remove(const std::string& service, const std::string& pod);
    /// {"command": "endpoints", "services": {"transaction": ["127.0.0.1:4001"]}}; a service whose pods are all gone has none.
    nlohmann::json command() const;

private:
    std::map<std::string, std::map<std::string, int>> m_ports;  ///< by service, then pod
};

}  // namespace headroom::services
