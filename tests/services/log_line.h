#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace headroom {

/// The first line of a process' log that tells of such an event; a failure where there is none.
inline nlohmann::json lineOf(const std::string& output, const std::string& event) {
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);)
        if (nlohmann::json said = nlohmann::json::parse(line); said["event"] == event) return said;
    ADD_FAILURE() << "no line " << event << " in\n" << output;
    return {};
}

}  // namespace headroom
