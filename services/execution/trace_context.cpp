#include "services/execution/trace_context.h"

#include <fmt/format.h>

#include <charconv>

namespace headroom::services {

namespace {

/// Lower-case hexadecimal digits only, as the recommendation demands.
std::optional<std::uint64_t> hex(std::string_view digits) {
    std::uint64_t value = 0;
    for (const char digit : digits) {
        if (digit >= '0' && digit <= '9')
            value = value << 4U | static_cast<std::uint64_t>(digit - '0');
        else if (digit >= 'a' && digit <= 'f')
            value = value << 4U | static_cast<std::uint64_t>(digit - 'a' + 10);
        else
            return std::nullopt;
    }
    return value;
}

constexpr std::string_view originKey = "headroom-origin=";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

}  // namespace

std::optional<TraceContext> TraceContext::read(std::string_view text) {
    constexpr std::size_t length = 55;
    if (text.size() < length || text[2] != '-' || text[35] != '-' || text[52] != '-') return std::nullopt;
    const auto version = hex(text.substr(0, 2));
    if (!version || *version == 0xff || (*version == 0 && text.size() != length)) return std::nullopt;
    if (text.size() > length && text[length] != '-') return std::nullopt;
    const auto high = hex(text.substr(3, 16));
    const auto low = hex(text.substr(19, 16));
    const auto span = hex(text.substr(36, 16));
    const auto flags = hex(text.substr(53, 2));
    if (!high || !low || !span || !flags || (*high == 0 && *low == 0) || *span == 0) return std::nullopt;
    return TraceContext{*high, *low, *span, static_cast<std::uint8_t>(*flags)};
}

std::string TraceContext::text() const {
    return fmt::format("00-{:016x}{:016x}-{:016x}-{:02x}", traceHigh, traceLow, span, flags);
}

std::string TraceContext::traceText() const {
    return fmt::format("{:016x}{:016x}", traceHigh, traceLow);
}

std::string Errand::identity() const {
    return fmt::format("{}-{:016x}", trace.traceText(), trace.span);
}

std::string baggageOf(std::int64_t originNs) {
    return std::string(originKey) + std::to_string(originNs);
}

std::optional<std::int64_t> originIn(std::string_view baggage) {
    while (!baggage.empty()) {
        const std::size_t comma = baggage.find(',');
        std::string_view member = trimmed(baggage.substr(0, comma));
        baggage = comma == std::string_view::npos ? std::string_view{} : baggage.substr(comma + 1);
        if (!member.starts_with(originKey)) continue;
        member = trimmed(member.substr(originKey.size(), member.find(';') - originKey.size()));
        std::int64_t value = 0;
        const auto [stop, failure] = std::from_chars(member.data(), member.data() + member.size(), value);
        if (failure == std::errc{} && stop == member.data() + member.size() && value > 0) return value;
    }
    return std::nullopt;
}

TraceContext TraceContext::child(std::uint64_t number) const {
    TraceContext next = *this;
    next.span = mixed(span + (number + 1) * 0x9e3779b97f4a7c15ULL);
    if (next.span == 0) next.span = 1;
    return next;
}

}  // namespace headroom::services
