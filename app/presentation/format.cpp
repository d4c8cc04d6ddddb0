#include "app/presentation/format.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace headroom::presentation {
namespace {

struct Step {
    double size;
    const char* prefix;
};

constexpr std::array<Step, 8> decimalSteps{
    {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}, {1e-3, "m"}, {1e-6, "µ"}, {1e-9, "n"}}};
constexpr std::array<Step, 5> countSteps{{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e4, "k"}, {1, ""}}};
constexpr std::array<Step, 5> binarySteps{{{1099511627776, "Ti"}, {1073741824, "Gi"}, {1048576, "Mi"}, {1024, "Ki"}, {1, ""}}};

/// Three significant digits without an exponent, for magnitudes below 10000.
std::string digits(double value) {
    const double magnitude = std::abs(value);
    if (value == std::round(value) && magnitude < 1e5) return fmt::format("{:.0f}", value);
    const int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.9995 ? 2 : 3;
    return fmt::format("{:.{}f}", value, decimals);
}

template <std::size_t N>
std::string scaled(double value, const std::array<Step, N>& steps, const std::string& unit) {
    const Step* chosen = &steps.back();
    for (const Step& step : steps)
        // What rounds to the next step belongs to it.
        if (std::abs(value) >= step.size * 0.9995) {
            chosen = &step;
            break;
        }
    const double size = std::string(chosen->prefix) == "k" ? 1e3 : chosen->size;
    std::string suffix = chosen->prefix + unit;
    if (!suffix.empty() && suffix.front() == ' ') suffix.erase(0, 1);
    return digits(value / size) + (suffix.empty() ? "" : " " + suffix);
}

std::string duration(double seconds) {
    if (std::abs(seconds) < 120)
        return scaled(seconds, std::array<Step, 4>{{{1, ""}, {1e-3, "m"}, {1e-6, "µ"}, {1e-9, "n"}}}, "s");
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 7200) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

/// "48.2 k/s" and "1.2 MB/s", but "1.2 k records/s".
std::string rate(double value, const std::string& unit) {
    if (std::abs(value) < 1) return digits(value) + " " + unit;
    return scaled(value, decimalSteps, unit.size() <= 3 ? unit : " " + unit);
}

/// "thread" of "threads"; of "records/s" itself.
std::string singularOf(const std::string& unit) {
    const bool isPlural = unit.size() > 1 && unit.ends_with('s') && !unit.ends_with("/s");
    return isPlural ? unit.substr(0, unit.size() - 1) : unit;
}

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The text's first `width` columns.
std::string firstColumns(const std::string& text, std::size_t width) {
    std::size_t end = 0;
    for (std::size_t columns = 0; end < text.size(); ++end)
        if (!isContinuation(text[end]) && columns++ == width) break;
    return text.substr(0, end);
}

}  // namespace

std::string formatValue(double value, const std::string& unit) {
    if (std::isnan(value)) return "–";
    if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
    if (unit == "%") return fmt::format("{:.{}f} %", value * 100, std::abs(value) < 9.9995 ? 1 : 0);
    const bool isRoundingError = unit == "s" && std::abs(value) < 5e-13;
    if (value == 0 || isRoundingError) return unit == "1" || unit.empty() ? "0" : "0 " + unit;
    if (unit == "s") return duration(value);
    if (unit == "B") return scaled(value, binarySteps, unit);
    if (unit == "1" || unit.empty()) return scaled(value, countSteps, "");
    if (unit.ends_with("/s") && std::abs(value) >= 1e-3) return rate(value, unit);
    if (std::abs(value) < 1e4) return digits(value) + " " + (value == 1 ? singularOf(unit) : unit);
    return scaled(value, decimalSteps, " " + unit);
}

std::string formatValue(const std::optional<double>& value, const std::string& unit) {
    return value ? formatValue(*value, unit) : "–";
}

std::string machineUnit(const std::string& unit) {
    return unit == "%" ? "1" : unit;
}

std::string formatInterval(double value, const std::optional<double>& halfWidth, const std::string& unit) {
    if (!halfWidth || std::isnan(value)) return formatValue(value, unit);
    return formatValue(value, unit) + " ± " + formatValue(*halfWidth, unit);
}

std::string formatEstimate(double value, double standardError) {
    return standardError > 0 ? fmt::format("{:.3g} ± {:.2g}", value, standardError) : fmt::format("{:.3g}", value);
}

std::string formatClock(model::Instant instant) {
    if (instant.isNever()) return "never";
    const double seconds = instant.toSeconds();
    if (seconds < 60) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<long long>(seconds);
    if (whole < 3600) return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole % 3600 / 60, whole % 60);
}

std::string formatCount(std::size_t count, const std::string& singular) {
    return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

std::size_t displayWidth(const std::string& text) {
    std::size_t width = 0;
    for (const char byte : text) width += isContinuation(byte) ? 0 : 1;
    return width;
}

std::string padded(const std::string& text, std::size_t width, bool alignRight) {
    const std::size_t columns = displayWidth(text);
    if (columns > width) return width == 0 ? "" : firstColumns(text, width - 1) + "…";
    const std::string blanks(width - columns, ' ');
    return alignRight ? blanks + text : text + blanks;
}

std::vector<std::string> brokenLines(const std::string& text, std::size_t width) {
    std::vector<std::string> lines;
    const std::string whole = wrapped(text, width, "");
    for (std::size_t begin = 0; begin <= whole.size();) {
        const std::size_t end = std::min(whole.find('\n', begin), whole.size());
        std::string line = whole.substr(begin, end - begin);
        for (; displayWidth(line) > width; line.erase(0, lines.back().size())) lines.push_back(firstColumns(line, width));
        lines.push_back(line);
        begin = end + 1;
    }
    return lines;
}

std::string wrapped(const std::string& text, std::size_t width, const std::string& indent) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find(' ', begin), text.size());
        if (text.compare(end, 2, " %") == 0) end = std::min(text.find(' ', end + 1), text.size());  // "80 %" stays together
        const std::string word = text.substr(begin, end - begin);
        const std::size_t columns = displayWidth(word);
        if (column > 0 && column + 1 + columns > width) {
            out += "\n" + indent;
            column = displayWidth(indent);
        } else if (column > 0) {
            out += ' ';
            ++column;
        }
        out += word;
        column += columns;
        begin = end + 1;
    }
    return out;
}

}  // namespace headroom::presentation
