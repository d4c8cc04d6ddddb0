#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::connectors::kafka {

/// What Java's sasl.jaas.config says: `a.b.ScramLoginModule required username="me" password="...";`.
struct LoginModule {
    std::string name;                            ///< of the class, without its package
    std::map<std::string, std::string> options;  ///< may hold secrets
};

/// Absent where the text is none.
std::optional<LoginModule> readLoginModule(std::string_view text);

}  // namespace headroom::connectors::kafka
