#include "services/http/endpoints.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

namespace headroom::services {

std::optional<Address> readAddress(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return std::nullopt;
    Address address{text.substr(0, colon), 0};
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, address.port);
    if (error != std::errc() || stopped != end || address.port < 1 || address.port > 65535) return std::nullopt;
    return address;
}

void Endpoints::replace(Table table) {
    const std::scoped_lock lock(m_mutex);
    m_table = std::move(table);
}

std::optional<Address> Endpoints::pick(const std::string& service) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_table.find(service);
    if (found == m_table.end() || found->second.empty()) return std::nullopt;
    return found->second[m_turns[service]++ % found->second.size()];
}

Endpoints::Table Endpoints::read(const nlohmann::json& services) {
    Table table;
    if (!services.is_object()) return table;
    for (const auto& [service, addresses] : services.items()) {
        std::vector<Address>& pods = table[service];
        if (!addresses.is_array()) continue;
        for (const nlohmann::json& text : addresses)
            if (const auto address = text.is_string() ? readAddress(text.get<std::string>()) : std::nullopt)
                pods.push_back(*address);
    }
    return table;
}

}  // namespace headroom::services
