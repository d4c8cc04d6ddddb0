#include "connectors/kubernetes/base64.h"

namespace headroom::connectors::kubernetes {
namespace {

std::optional<unsigned> digitOf(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
    if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a') + 26U;
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 52U;
    if (c == '+') return 62U;
    if (c == '/') return 63U;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> decodeBase64(std::string_view text) {
    std::string bytes;
    unsigned group = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r') continue;
        const auto digit = digitOf(c);
        if (c == '=') ++padding;
        if ((!digit && c != '=') || (digit && padding > 0)) return std::nullopt;
        group = (group << 6U) | digit.value_or(0U);
        if (++digits % 4 != 0) continue;
        for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>((group >> shift) & 0xFFU);
        group = 0;
    }
    if (digits % 4 != 0 || padding > 2) return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

}  // namespace headroom::connectors::kubernetes
