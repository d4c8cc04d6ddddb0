#include "model/scenario/quantity_parser.h"

#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace headroom::model {

namespace {

struct UnitForm {
    std::string_view symbol;
    double factor;
};

struct UnitKind {
    const char* name;
    const char* example;
    const char* known;
    double largest;
    std::vector<UnitForm> forms;
};

const UnitKind& timeKind() {
    static const UnitKind kind{
        "a time",
        "write 200ms, 1.5s, 20m, 2h or 7d",
        "known units of time are ns, us, ms, s, m, h and d",
        36500.0 * 86400,
        {{"ns", 1e-9}, {"us", 1e-6}, {"µs", 1e-6}, {"μs", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}};
    return kind;
}

const UnitKind& rateKind() {
    static const UnitKind kind{"a rate",
                               "write 50/s, 50k/s or 600/min",
                               "known units of rates are /s, /min and /h, with k, M or G before",
                               1e12,
                               {{"/s", 1},
                                {"k/s", 1e3},
                                {"M/s", 1e6},
                                {"G/s", 1e9},
                                {"/min", 1.0 / 60},
                                {"k/min", 1e3 / 60},
                                {"M/min", 1e6 / 60},
                                {"/h", 1.0 / 3600},
                                {"k/h", 1e3 / 3600},
                                {"M/h", 1e6 / 3600}}};
    return kind;
}

const UnitKind& sizeKind() {
    static const UnitKind kind{"a size",
                               "write 512B, 16KiB, 1MiB or 500kB",
                               "known units of size are B, kB, MB, GB, TB, KiB, MiB, GiB and TiB",
                               1e18,
                               {{"B", 1},
                                {"kB", 1e3},
                                {"MB", 1e6},
                                {"GB", 1e9},
                                {"TB", 1e12},
                                {"KiB", 1024},
                                {"MiB", 1048576},
                                {"GiB", 1073741824},
                                {"TiB", 1099511627776}}};
    return kind;
}

const UnitKind& bandwidthKind() {
    static const UnitKind kind{
        "a bandwidth",
        "write 1Gbit/s, 500MB/s or 200MiB/s",
        "known units of bandwidth are bit/s, kbit/s, Mbit/s, Gbit/s, B/s, kB/s, MB/s, GB/s, KiB/s, MiB/s and GiB/s",
        1e15,
        {{"bit/s", 0.125},
         {"kbit/s", 125},
         {"Mbit/s", 125e3},
         {"Gbit/s", 125e6},
         {"B/s", 1},
         {"kB/s", 1e3},
         {"MB/s", 1e6},
         {"GB/s", 1e9},
         {"KiB/s", 1024},
         {"MiB/s", 1048576},
         {"GiB/s", 1073741824}}};
    return kind;
}

const UnitKind& shareKind() {
    static const UnitKind kind{
        "a share", "write 60% or 0.6", "a share is written with % or as a plain number up to 1", 1, {{"%", 0.01}, {"", 1}}};
    return kind;
}

const UnitKind& countKind() {
    static const UnitKind kind{"a number",
                               "write 24 or 50k",
                               "a number may end in k, M or G, and has no unit",
                               1e12,
                               {{"", 1}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}}};
    return kind;
}

const UnitKind& kindOf(Unit unit) {
    switch (unit) {
        case Unit::Time: return timeKind();
        case Unit::Rate: return rateKind();
        case Unit::Size: return sizeKind();
        case Unit::Bandwidth: return bandwidthKind();
        case Unit::Share: return shareKind();
        case Unit::Count: return countKind();
    }
    return countKind();
}

QuantityResult refusal(std::string message, std::string hint = {}) {
    return {std::nullopt, {std::move(message), std::move(hint)}};
}

bool startsNumber(std::string_view text) {
    return !text.empty() &&
           ((text[0] >= '0' && text[0] <= '9') || (text[0] == '.' && text.size() > 1 && text[1] >= '0' && text[1] <= '9'));
}

struct Leading {
    double number = 0;
    std::string_view rest;
    bool isOutOfRange = false;
};

Leading splitNumber(std::string_view text) {
    Leading result;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), result.number);
    result.isOutOfRange = failure != std::errc{};
    result.rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    return result;
}

QuantityResult checkRange(double value, std::string_view text, const UnitKind& kind, Unit unit) {
    if (value <= kind.largest) return {value, {}};
    return refusal(fmt::format("'{}' is out of range", text),
                   fmt::format("the largest {} is {}", std::string(kind.name).substr(2), formatQuantity(kind.largest, unit)));
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

QuantityResult parseQuantity(std::string_view whole, Unit unit) {
    const UnitKind& kind = kindOf(unit);
    const std::string_view text = trimmed(whole);
    if (!text.empty() && text[0] == '-' && startsNumber(text.substr(1)))
        return refusal(fmt::format("'{}' is negative", text), fmt::format("{} here is zero or more", kind.name));
    if (!startsNumber(text)) return refusal(fmt::format("'{}' is not {}", text, kind.name), kind.example);
    const Leading leading = splitNumber(text);
    if (leading.isOutOfRange) return refusal(fmt::format("'{}' is out of range", text));
    if (leading.rest.empty() && leading.number == 0) return {0.0, {}};
    for (const UnitForm& form : kind.forms)
        if (form.symbol == leading.rest) return checkRange(leading.number * form.factor, text, kind, unit);
    if (leading.rest.empty()) return refusal(fmt::format("'{}' has no unit", text), kind.example);
    return refusal(fmt::format("unknown unit '{}' in '{}'", leading.rest, text), kind.known);
}

std::optional<double> parseNumber(std::string_view whole) {
    std::string_view text = trimmed(whole);
    const bool isNegative = !text.empty() && text[0] == '-';
    if (isNegative) text.remove_prefix(1);
    if (!startsNumber(text)) return std::nullopt;
    const Leading leading = splitNumber(text);
    if (leading.isOutOfRange || !leading.rest.empty()) return std::nullopt;
    return isNegative ? -leading.number : leading.number;
}

std::string formatQuantity(double value, Unit unit) {
    if (value == 0) return unit == Unit::Share ? "0%" : "0";
    if (unit == Unit::Share) return fmt::format("{:.6g}%", value * 100);
    const UnitForm* best = nullptr;
    for (const UnitForm& form : kindOf(unit).forms) {
        if (form.symbol == "µs" || form.symbol == "μs" || form.symbol.find("min") != std::string_view::npos) continue;
        if (form.symbol.find("/h") != std::string_view::npos || form.symbol.find("bit") != std::string_view::npos ||
            form.symbol.find("iB/s") != std::string_view::npos)
            continue;
        const double scaled = value / form.factor;
        const bool isWhole = unit != Unit::Size || scaled == std::floor(scaled);  // 16KiB, not 16.384kB
        if (best == nullptr || (scaled >= 1 && isWhole && form.factor > best->factor)) best = &form;
    }
    return fmt::format("{:.6g}{}", value / best->factor, best->symbol);
}

std::string unitSymbol(Unit unit) {
    switch (unit) {
        case Unit::Time: return "s";
        case Unit::Rate: return "/s";
        case Unit::Size: return "B";
        case Unit::Bandwidth: return "B/s";
        case Unit::Share: return "%";
        case Unit::Count: return "";
    }
    return "";
}

std::string unitName(Unit unit) {
    return kindOf(unit).name;
}

}  // namespace headroom::model
