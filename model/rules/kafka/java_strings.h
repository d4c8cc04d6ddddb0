#pragma once

#include <cstdint>
#include <string_view>

namespace headroom::rules {

/// The value of Java's String.hashCode for a UTF-8 text (31-polynomial over UTF-16 code units, 32-bit wraparound).
std::uint32_t javaHashCode(std::string_view utf8);

/// Orders two UTF-8 texts as Java's String.compareTo does (UTF-16 code units); for ASCII this is byte order.
bool javaLess(std::string_view a, std::string_view b);

}  // namespace headroom::rules
