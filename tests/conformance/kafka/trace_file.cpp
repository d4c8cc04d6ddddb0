#include "tests/conformance/kafka/trace_file.h"

#include <fstream>
#include <stdexcept>

namespace headroom::rules::conformance {

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<TraceLine> readTrace(const std::string& name) {
    std::ifstream file(HEADROOM_KAFKA_TRACES "/" + name);
    std::string text;
    if (!std::getline(file, text) || text.find("org.apache.kafka:kafka-clients:3.9.") == std::string::npos) {
        throw std::runtime_error("no trace of kafka-clients 3.9 in " + name);
    }
    std::vector<TraceLine> lines;
    for (int number = 2; std::getline(file, text); ++number) {
        if (!text.starts_with('#')) lines.push_back({number, split(text, ' ')});
    }
    return lines;
}

}  // namespace headroom::rules::conformance
