#include "model/trace/json_text.h"

#include <charconv>
#include <cmath>

namespace headroom::trace {
namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr double exactIntegers = 9007199254740992.0;  // 2^53

bool isContinuation(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// The length of the UTF-8 sequence at `at`, 0 when it is none (RFC 3629, table 3-7 of Unicode).
std::size_t utf8Length(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4 || !isContinuation(text, at + 1)) return 0;
    if (lead < 0xE0) return 2;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
    if (!isContinuation(text, at + 2)) return 0;
    if (lead < 0xF0) return 3;
    if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
    return isContinuation(text, at + 3) ? 4 : 0;
}

void appendEscaped(std::string& out, char c) {
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += hexDigits[byte >> 4U];
    out += hexDigits[byte & 15U];
}

template <class T>
void appendDigits(std::string& out, T value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    out.append(buffer, end);
}

void appendNonFinite(std::string& out, double value) {
    out += std::isnan(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}

}  // namespace

void appendString(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == '"' || byte == '\\') {
            appendEscaped(out, text[i++]);
            continue;
        }
        const std::size_t length = utf8Length(text, i);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            ++i;
        } else {
            out.append(text.substr(i, length));
            i += length;
        }
    }
    out += '"';
}

void appendNumber(std::string& out, std::int64_t value) {
    appendDigits(out, value);
}
void appendNumber(std::string& out, std::uint64_t value) {
    appendDigits(out, value);
}

void appendNumber(std::string& out, double value) {
    if (!std::isfinite(value)) return appendNonFinite(out, value);
    if (std::abs(value) >= exactIntegers) {
        char buffer[40];
        out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr);
    } else if (value != std::trunc(value)) {
        appendDigits(out, value);
    } else {
        appendDigits(out, static_cast<std::int64_t>(value));
    }
}

void appendHex(std::string& out, std::uint64_t value) {
    out += '"';
    for (int shift = 60; shift >= 0; shift -= 4) out += hexDigits[(value >> static_cast<unsigned>(shift)) & 15U];
    out += '"';
}

}  // namespace headroom::trace
