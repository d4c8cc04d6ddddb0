#include "model/ecosystem/value_codec.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "model/scenario/quantity_parser.h"

namespace headroom::model {

namespace {

constexpr std::int64_t longestMilliseconds = 1'000'000'000'000;  // some thirty years

template <class Integer>
std::optional<Integer> wholeNumber(const std::string& text, Integer low, Integer high, std::string& problem) {
    Integer value{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && end == text.data() + text.size() && failure == std::errc{} && value >= low && value <= high)
        return value;
    problem = fmt::format("it is a whole number from {} to {}", low, high);
    return std::nullopt;
}

std::string showBytes(const Bytes& value) {
    return fmt::format("{}", value.value);
}

bool takeNumber(std::string_view& text, double& number) {
    if (text.empty() || !((text[0] >= '0' && text[0] <= '9') || text[0] == '.')) return false;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (failure != std::errc{}) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

std::optional<Duration> fromSecondsChecked(double seconds) {
    if (!(seconds >= 0 && seconds <= 1e9)) return std::nullopt;
    return Duration::fromSeconds(seconds);
}

/// "PT1H2M3.5S", "P1D".
std::optional<Duration> parseIsoDuration(std::string_view text) {
    text.remove_prefix(1);
    double seconds = 0;
    bool inTime = false;
    bool hasPart = false;
    while (!text.empty()) {
        if (!inTime && (text[0] == 'T' || text[0] == 't')) {
            inTime = true;
            text.remove_prefix(1);
            continue;
        }
        double number = 0;
        if (!takeNumber(text, number) || text.empty()) return std::nullopt;
        const char unit = static_cast<char>(text[0] & ~0x20);
        text.remove_prefix(1);
        if (unit == 'D' && !inTime)
            seconds += number * 86400;
        else if (unit == 'H' && inTime)
            seconds += number * 3600;
        else if (unit == 'M' && inTime)
            seconds += number * 60;
        else if (unit == 'S' && inTime)
            seconds += number;
        else
            return std::nullopt;
        hasPart = true;
    }
    return hasPart ? fromSecondsChecked(seconds) : std::nullopt;
}

std::optional<double> secondsIn(std::string_view unit) {
    if (unit == "ns") return 1e-9;
    if (unit == "us" || unit == "µs") return 1e-6;
    if (unit == "ms" || unit.empty()) return 1e-3;
    if (unit == "s") return 1;
    if (unit == "m") return 60;
    if (unit == "h") return 3600;
    if (unit == "d") return 86400;
    return std::nullopt;
}

}  // namespace

std::string relaxed(const std::string& word) {
    std::string result;
    for (const char c : word)
        if (c != '-' && c != '_') result += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return result;
}

std::optional<Duration> parseSpringDuration(const std::string& whole) {
    std::string_view text = trimmed(whole);
    if (!text.empty() && (text[0] == 'P' || text[0] == 'p')) return parseIsoDuration(text);
    double number = 0;
    if (!takeNumber(text, number)) return std::nullopt;
    const auto unit = secondsIn(text);
    if (!unit || (text.empty() && number != std::floor(number))) return std::nullopt;
    return fromSecondsChecked(number * *unit);
}

std::optional<Duration> parseGoDuration(const std::string& whole) {
    std::string_view text = trimmed(whole);
    if (text == "0") return Duration{0};
    double seconds = 0;
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        double number = 0;
        if (!takeNumber(text, number)) return std::nullopt;
        std::size_t length = 0;
        while (length < text.size() && !(text[length] >= '0' && text[length] <= '9') && text[length] != '.') ++length;
        const auto unit = length == 0 ? std::nullopt : secondsIn(text.substr(0, length));
        if (!unit || text.substr(0, length) == "d") return std::nullopt;
        seconds += number * *unit;
        text.remove_prefix(length);
    }
    return fromSecondsChecked(seconds);
}

std::optional<double> parseKubernetesQuantity(const std::string& whole) {
    const std::string_view text = trimmed(whole);
    if (text.empty() || !((text[0] >= '0' && text[0] <= '9') || text[0] == '.')) return std::nullopt;
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{}) return std::nullopt;
    const std::string_view suffix = text.substr(static_cast<std::size_t>(end - text.data()));
    static const std::vector<std::pair<std::string_view, double>> suffixes{{"", 1},
                                                                           {"n", 1e-9},
                                                                           {"u", 1e-6},
                                                                           {"m", 1e-3},
                                                                           {"k", 1e3},
                                                                           {"M", 1e6},
                                                                           {"G", 1e9},
                                                                           {"T", 1e12},
                                                                           {"P", 1e15},
                                                                           {"Ki", 1024.0},
                                                                           {"Mi", 1048576.0},
                                                                           {"Gi", 1073741824.0},
                                                                           {"Ti", 1099511627776.0},
                                                                           {"Pi", 1125899906842624.0}};
    for (const auto& [known, factor] : suffixes)
        if (known == suffix && number * factor <= 1e18) return number * factor;
    return std::nullopt;
}

Codec<int> intCodec(int low, int high) {
    return {[low, high](const std::string& text, std::string& problem) { return wholeNumber<int>(text, low, high, problem); },
            [](const int& value) { return fmt::format("{}", value); }};
}

Codec<std::int64_t> longCodec(std::int64_t low, std::int64_t high) {
    return {[low, high](const std::string& text, std::string& problem) {
                return wholeNumber<std::int64_t>(text, low, high, problem);
            },
            [](const std::int64_t& value) { return fmt::format("{}", value); }};
}

Codec<double> numberCodec(double low, double high) {
    return {[low, high](const std::string& text, std::string& problem) -> std::optional<double> {
                const auto value = parseNumber(text);
                if (value && *value >= low && *value <= high) return value;
                problem = fmt::format("it is a number from {:g} to {:g}", low, high);
                return std::nullopt;
            },
            [](const double& value) { return fmt::format("{:g}", value); }};
}

Codec<float> percentCodec() {
    return {[](const std::string& text, std::string& problem) -> std::optional<float> {
                const auto value = parseNumber(text);
                if (value && *value > 0 && *value <= 100) return static_cast<float>(*value);
                problem = "it is a percentage above 0 and up to 100, without %";
                return std::nullopt;
            },
            [](const float& value) { return fmt::format("{:g}", value); }};
}

Codec<bool> flagCodec() {
    return choiceCodec<bool>({{"true", true}, {"false", false}});
}

Codec<std::string> textCodec() {
    return {[](const std::string& text, std::string&) { return std::optional<std::string>(text); },
            [](const std::string& value) { return value; }};
}

Codec<Duration> millisecondsCodec(std::int64_t low, bool minusOneIsEver) {
    return {
        [low, minusOneIsEver](const std::string& text, std::string& problem) -> std::optional<Duration> {
            if (minusOneIsEver && text == "-1") return Duration::infinite();
            if (minusOneIsEver && text == "9223372036854775807") return Duration::infinite();
            const auto value = wholeNumber<std::int64_t>(text, low, longestMilliseconds, problem);
            if (value) return Duration::milliseconds(*value);
            problem = fmt::format("it is in milliseconds, a whole number from {} to {}", low, longestMilliseconds);
            if (minusOneIsEver) problem += ", or -1 for ever";
            return std::nullopt;
        },
        [](const Duration& value) { return value.isInfinite() ? std::string("-1") : fmt::format("{}", value.toMilliseconds()); }};
}

Codec<Duration> wholeUnitsCodec(Duration unit, bool minusOneIsEver) {
    return {
        [unit, minusOneIsEver](const std::string& text, std::string& problem) -> std::optional<Duration> {
            if (minusOneIsEver && text == "-1") return Duration::infinite();
            const auto value = wholeNumber<std::int64_t>(text, 0, 1'000'000'000 / (unit.ns / 1'000'000'000), problem);
            if (!value) return std::nullopt;
            return unit * *value;
        },
        [unit](const Duration& value) { return value.isInfinite() ? std::string("-1") : fmt::format("{}", value.ns / unit.ns); }};
}

Codec<Bytes> bytesCodec(std::int64_t low) {
    return {[low](const std::string& text, std::string& problem) -> std::optional<Bytes> {
                const auto value = wholeNumber<std::int64_t>(text, low, 9'007'199'254'740'992, problem);
                if (value) return Bytes{*value};
                problem = fmt::format("it is in bytes, a whole number from {}", low);
                return std::nullopt;
            },
            showBytes};
}

Codec<Duration> springDurationCodec(Duration low) {
    return {[low](const std::string& text, std::string& problem) -> std::optional<Duration> {
                const auto value = parseSpringDuration(text);
                if (value && *value >= low) return value;
                problem = value ? "it is too short" : "write 500ms, 60s, PT1M, or a bare number of milliseconds";
                return std::nullopt;
            },
            [](const Duration& value) {
                return value.isInfinite() ? std::string("unlimited") : formatQuantity(value.toSeconds(), Unit::Time);
            }};
}

Codec<Bytes> dataSizeCodec(std::int64_t low) {
    return {[low](const std::string& text, std::string& problem) -> std::optional<Bytes> {
                std::string_view rest = trimmed(text);
                double number = 0;
                const bool isNumber = takeNumber(rest, number) && number == std::floor(number);
                static const std::vector<std::pair<std::string_view, double>> units{
                    {"", 1}, {"B", 1}, {"KB", 1024}, {"MB", 1048576}, {"GB", 1073741824}, {"TB", 1099511627776.0}};
                for (const auto& [unit, factor] : units)
                    if (isNumber && unit == rest && number * factor >= static_cast<double>(low) && number * factor <= 9e15)
                        return Bytes{static_cast<std::int64_t>(number * factor)};
                problem = "write 16384, 16KB or 1MB";
                return std::nullopt;
            },
            showBytes};
}

}  // namespace headroom::model
