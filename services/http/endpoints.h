#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace headroom::services {

/// Where a pod listens.
struct Address {
    std::string host;
    int port = 0;
    auto operator<=>(const Address&) const = default;
};

/// "HOST:PORT"; nothing where it is none.
std::optional<Address> readAddress(const std::string& text);

/// Which pods of which service can be called now, as the supervisor last said. From any thread.
class Endpoints {
public:
    using Table = std::map<std::string, std::vector<Address>>;

    void replace(Table table);
    /// The service's next pod in turn; nothing while none is ready.
    std::optional<Address> pick(const std::string& service);
    /// The table of a command {"services": {"transaction": ["127.0.0.1:4001"]}}; what is no address is left out.
    static Table read(const nlohmann::json& services);

private:
    std::mutex m_mutex;
    Table m_table;
    std::map<std::string, std::size_t> m_turns;
};

}  // namespace headroom::services
