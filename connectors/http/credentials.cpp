#include "connectors/http/credentials.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

namespace headroom::connectors::http {
namespace {

constexpr std::size_t longestSecret = 64 * 1024;

Error bad(const std::string& message) {
    return {Error::Kind::BadConfiguration, message, false};
}

std::optional<std::string> read(const Credentials& credentials) {
    if (credentials.place == Credentials::Place::Environment) {
        const char* value = std::getenv(credentials.name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    }
    std::ifstream file(credentials.name, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof()) return std::nullopt;
    std::string text(longestSecret + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

std::string base64(const std::string& bytes) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = (group << 8U) | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j) text += i + j > bytes.size() ? '=' : digits[(group >> (18 - 6 * j)) & 63U];
    }
    return text;
}

Result<std::string> authorization(const Credentials& credentials) {
    if (credentials.scheme == Credentials::Scheme::None) return std::string{};
    const bool isFile = credentials.place == Credentials::Place::File;
    const std::string where = (isFile ? "the file " : "the environment variable ") + credentials.name;
    const auto text = read(credentials);
    if (!text) return bad(where + (isFile ? ", which is to hold the credentials, can't be read or is empty" : " isn't set"));
    std::string_view secret = *text;
    while (secret.ends_with('\n') || secret.ends_with('\r')) secret.remove_suffix(1);
    if (secret.empty()) return bad(where + " holds nothing");
    if (secret.size() > longestSecret) return bad(where + " is too large for credentials");
    for (const char c : secret)
        if (c < ' ' && c >= 0) return bad(where + " holds more than one line, or special characters");
    if (credentials.scheme == Credentials::Scheme::Bearer) return "Bearer " + std::string(secret);
    if (!credentials.user.empty()) return "Basic " + base64(credentials.user + ":" + std::string(secret));
    if (secret.find(':') == std::string_view::npos) return bad(where + " is to hold USER:PASSWORD");
    return "Basic " + base64(std::string(secret));
}

}  // namespace headroom::connectors::http
