#include "app/validation/live_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "model/scenario/quantity_parser.h"

namespace headroom::validation {
namespace {

constexpr std::array texts{"scenario", "group"};
constexpr std::array numbers{"nominal",
                             "runs",
                             "saturation_warmup",
                             "saturation_seconds",
                             "calibration_share",
                             "calibration_warmup",
                             "calibration_seconds",
                             "low_share",
                             "low_warmup",
                             "low_seconds",
                             "high_share",
                             "high_warmup",
                             "high_seconds",
                             "failure_share",
                             "failure_seconds",
                             "failure_after",
                             "drained",
                             "saturation_band",
                             "mean_band",
                             "p99_band",
                             "drain_band",
                             "predicted_seconds",
                             "predicted_failures"};

template <class Names>
bool has(const Names& names, const std::string& name) {
    return std::ranges::find(names, std::string_view(name)) != names.end();
}

/// Without a comment and blanks.
std::string trimmed(std::string text) {
    text = text.substr(0, text.find('#'));
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

std::variant<LivePlan, std::string> LivePlan::read(const std::string& text, const std::string& file) {
    LivePlan plan;
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line = trimmed(line);
        if (line.empty()) continue;
        const std::size_t equals = line.find('=');
        const std::string name = line.substr(0, equals);
        const std::string value = equals == std::string::npos ? "" : line.substr(equals + 1);
        if (has(texts, name) && !value.empty()) {
            plan.m_texts[name] = value;
            continue;
        }
        const auto read = model::parseNumber(value);
        if (!has(numbers, name) || !read || !(*read > 0))
            return fmt::format("{}:{}: error: '{}' is none of a plan's values; write NAME=NUMBER", file, number, line);
        plan.m_numbers[name] = *read;
    }
    for (const char* name : texts)
        if (!plan.m_texts.contains(name)) return fmt::format("{}: error: it doesn't say {}", file, name);
    for (const char* name : numbers)
        if (!plan.m_numbers.contains(name)) return fmt::format("{}: error: it doesn't say {}", file, name);
    return plan;
}

}  // namespace headroom::validation
