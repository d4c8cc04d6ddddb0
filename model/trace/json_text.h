#pragma once
// Appends JSON tokens to a text, fast. Internal to the trace library.

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::trace {

/// Appends a quoted JSON string; bytes that are no valid UTF-8 become U+FFFD.
void appendString(std::string& out, std::string_view text);

void appendNumber(std::string& out, std::int64_t value);
void appendNumber(std::string& out, std::uint64_t value);
inline void appendNumber(std::string& out, std::uint32_t value) {
    appendNumber(out, static_cast<std::uint64_t>(value));
}

/// Appends the shortest text that reads back as the same double; whole numbers below 2^53 have no '.'.
/// Minus zero counts as zero everywhere in a trace.
/// JSON has no non-finite numbers: they become "NaN", "Infinity" and "-Infinity".
void appendNumber(std::string& out, double value);

/// Appends 16 quoted lower-case hexadecimal digits.
void appendHex(std::string& out, std::uint64_t value);

}  // namespace headroom::trace
