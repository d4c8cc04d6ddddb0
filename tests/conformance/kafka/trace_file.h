#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom::rules::conformance {

/// The words of one line of a trace file, with its number for messages.
struct TraceLine {
    int number = 0;
    std::vector<std::string> words;

    const std::string& word(std::size_t i) const { return words.at(i); }
    long long integer(std::size_t i) const { return std::stoll(words.at(i)); }
    int asInt(std::size_t i) const { return static_cast<int>(integer(i)); }
};

/// Splits at every separator; an empty text has one empty part.
std::vector<std::string> split(std::string_view text, char separator);

/// The lines of a trace file in traces/ without comments. Throws if the file is missing, or doesn't start by naming a 3.9
/// library.
std::vector<TraceLine> readTrace(const std::string& name);

}  // namespace headroom::rules::conformance
