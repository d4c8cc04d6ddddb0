#include "services/supervisor/endpoint_table.h"

#include <nlohmann/json.hpp>

namespace headroom::services {

bool EndpointTable::add(const std::string& service, const std::string& pod, int port) {
    auto [place, isNew] = m_ports[service].try_emplace(pod, port);
    const bool isOther = isNew || place->second != port;
    place->second = port;
    return isOther;
}

bool EndpointTable::remove(const std::string& service, const std::string& pod) {
    const auto found = m_ports.find(service);
    return found != m_ports.end() && found->second.erase(pod) > 0;
}

nlohmann::json EndpointTable::command() const {
    nlohmann::json services = nlohmann::json::object();
    for (const auto& [service, pods] : m_ports) {
        nlohmann::json& addresses = services[service] = nlohmann::json::array();
        for (const auto& [pod, port] : pods) addresses.push_back("127.0.0.1:" + std::to_string(port));
    }
    return {{"command", "endpoints"}, {"services", std::move(services)}};
}

}  // namespace headroom::services
