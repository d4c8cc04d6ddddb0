#pragma once
// Reads the committed traces of the real implementations.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::conformance {

/// One line of a trace, split at commas.
struct TraceLine {
    int number = 0;
    std::vector<std::string> fields;

    const std::string& text(std::size_t field) const { return fields.at(field); }
    bool isEmpty(std::size_t field) const { return fields.at(field).empty(); }
    std::int64_t integer(std::size_t field) const {
        std::size_t used = 0;
        const std::int64_t value = std::stoll(fields.at(field), &used);
        if (used != fields[field].size()) throw std::runtime_error("line " + std::to_string(number) + ": not an integer");
        return value;
    }
    int small(std::size_t field) const { return static_cast<int>(integer(field)); }
    bool flag(std::size_t field) const { return integer(field) != 0; }
    double real(std::size_t field) const { return std::strtod(fields.at(field).c_str(), nullptr); }
    float single(std::size_t field) const { return std::strtof(fields.at(field).c_str(), nullptr); }
};

/// Splits at every `separator`; an empty text is one empty field.
inline std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> fields;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find(separator, begin);
        fields.emplace_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return fields;
        begin = end + 1;
    }
}

/// Reads a trace beside the tests, without its comments. Fails the test that asks for a missing or empty file.
inline std::vector<TraceLine> readTrace(const std::string& path) {
    std::ifstream file(path);
    std::vector<TraceLine> lines;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number)
        if (!line.empty() && line[0] != '#') lines.push_back({number, split(line, ',')});
    EXPECT_FALSE(lines.empty()) << path;
    return lines;
}

}  // namespace headroom::conformance
