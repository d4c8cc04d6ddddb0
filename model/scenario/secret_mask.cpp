#include "model/scenario/secret_mask.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace headroom::model {

namespace {

constexpr std::string_view mask = "***";

bool isSecret(std::string name) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::erase_if(name, [](char c) { return c == '-' || c == '_' || c == '.'; });
    constexpr std::array<std::string_view, 8> words{"password", "passwd", "secret",  "credential",
                                                    "jaasconfig", "apikey", "privatekey", "accesstoken"};
    return std::ranges::any_of(words, [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

}  // namespace

std::string withoutSecret(const std::string& property, const std::string& value) {
    if (isSecret(property)) return std::string(mask);
    const std::size_t scheme = value.find("://");
    if (scheme == std::string::npos) return value;
    const std::size_t authority = scheme + 3;
    const std::size_t host = value.rfind('@', value.find('/', authority));
    const std::size_t colon = value.find(':', authority);
    if (host == std::string::npos || host < authority || colon == std::string::npos || colon > host) return value;
    return value.substr(0, colon + 1) + std::string(mask) + value.substr(host);
}

}  // namespace headroom::model
