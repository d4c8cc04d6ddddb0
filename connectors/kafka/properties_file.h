#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::connectors::kafka {

/// The properties of a file in its order, or what is wrong with it: never a value, which may be a secret.
struct PropertiesFile {
    std::vector<std::pair<std::string, std::string>> properties;
    std::string error;
};

/// Reads lines of name=value as Kafka's tools do: '#' and '!' begin comments, a backslash joins lines or takes the next sign as
/// it is. What is said in Java's words (sasl.jaas.config, trust and key stores) is said in librdkafka's afterwards.
PropertiesFile readProperties(const std::string& path);
PropertiesFile parseProperties(std::string_view text, const std::string& path);

}  // namespace headroom::connectors::kafka
