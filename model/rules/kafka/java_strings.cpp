#include "model/rules/kafka/java_strings.h"

#include <algorithm>

namespace headroom::rules {
namespace {

struct CodePoint {
    std::uint32_t value;
    std::size_t length;
};

CodePoint decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t lead = byte(0);
    if (lead >= 0xF0 && text.size() >= 4) {
        return {(lead & 0x07U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU), 4};
    }
    if (lead >= 0xE0 && text.size() >= 3) return {(lead & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU), 3};
    if (lead >= 0xC0 && text.size() >= 2) return {(lead & 0x1FU) << 6 | (byte(1) & 0x3FU), 2};
    return {lead, 1};
}

}  // namespace

std::uint32_t javaHashCode(std::string_view utf8) {
    std::uint32_t hash = 0;
    while (!utf8.empty()) {
        const auto [value, length] = decode(utf8);
        utf8.remove_prefix(length);
        if (value >= 0x10000) {
            hash = hash * 31 + (0xD800 + ((value - 0x10000) >> 10));
            hash = hash * 31 + (0xDC00 + ((value - 0x10000) & 0x3FF));
        } else {
            hash = hash * 31 + value;
        }
    }
    return hash;
}

bool javaLess(std::string_view a, std::string_view b) {
    const auto [inA, inB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (inA == a.end() || inB == b.end()) return inA == a.end() && inB != b.end();
    const auto byteA = static_cast<unsigned char>(*inA);
    const auto byteB = static_cast<unsigned char>(*inB);
    // UTF-8 bytes order by code point; only surrogate pairs (lead F0..) order differently, before U+E000..U+FFFF (leads EE, EF).
    const bool pairA = byteA >= 0xF0;
    const bool pairB = byteB >= 0xF0;
    if (pairA != pairB && byteA >= 0xEE && byteB >= 0xEE) return pairA;
    return byteA < byteB;
}

}  // namespace headroom::rules
