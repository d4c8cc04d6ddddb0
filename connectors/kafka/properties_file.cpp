#include "connectors/kafka/properties_file.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace headroom::connectors::kafka {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

PropertiesFile parseProperties(std::string_view text, const std::string& path) {
    PropertiesFile file;
    int number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.empty() || line.front() == '#' || line.front() == '!') continue;
        const std::size_t equals = line.find('=');
        const std::string name(trimmed(line.substr(0, equals)));
        if (equals == std::string_view::npos || name.empty()) {
            file.error = fmt::format("{}:{}: not a line of NAME=VALUE", path, number);
            return file;
        }
        if (name == "sasl.jaas.config") {
            file.error = fmt::format("{}:{}: sasl.jaas.config is Java's; say sasl.username and sasl.password", path, number);
            return file;
        }
        if (name == "bootstrap.servers") continue;  // --kafka says it
        file.properties.emplace_back(name, trimmed(line.substr(equals + 1)));
    }
    return file;
}

PropertiesFile readProperties(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(file.peek() == std::ifstream::traits_type::eof() || text << file.rdbuf()))
        return {{}, fmt::format("{} can't be read", path)};
    return parseProperties(text.str(), path);
}

}  // namespace headroom::connectors::kafka
