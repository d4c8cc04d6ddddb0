#include "connectors/http/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace headroom::connectors::http {
namespace {

Error bad(const std::string& message) {
    return {Error::Kind::BadConfiguration, message, false};
}

std::optional<int> readPort(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool isWhole = error == std::errc{} && end == text.data() + text.size();
    return isWhole && port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

bool isHostName(std::string_view host) {
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

bool isIpv6(std::string_view host) {
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
    });
}

bool isPrintable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::string Url::origin() const {
    const bool isBracketed = host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", isSecure ? "https" : "http", isBracketed ? "[" : "", host, isBracketed ? "]" : "", port);
}

std::string Url::shown() const {
    const std::string path = target.substr(0, target.find('?'));
    return origin() + (path == "/" ? "" : path);
}

Result<Url> readUrl(std::string_view text, std::string_view defaultPath) {
    if (text.find('@') < text.find_first_of("/?", text.find("://") == std::string_view::npos ? 0 : text.find("://") + 3))
        return bad("an address with a user's name or a password: say those in a file or in the environment");
    if (!isPrintable(text)) return bad("an address may hold neither blanks nor special characters");
    Url url;
    const std::size_t scheme = text.find("://");
    if (scheme != std::string_view::npos) {
        const std::string_view name = text.substr(0, scheme);
        if (name != "http" && name != "https")
            return bad(fmt::format("{}: addresses begin with http:// or https://", text.substr(0, text.find('?'))));
        url.isSecure = name == "https";
        text.remove_prefix(scheme + 3);
    }
    text = text.substr(0, text.find('#'));
    const std::size_t pathBegin = std::min(text.find_first_of("/?"), text.size());
    std::string_view place = text.substr(0, pathBegin);
    const std::string_view path = text.substr(pathBegin);
    url.target =
        path.empty() ? std::string(defaultPath) : (path.front() == '?' ? std::string(defaultPath) : "") + std::string(path);
    url.port = url.isSecure ? 443 : 80;
    const bool isBracketed = place.starts_with('[');
    const std::size_t hostEnd = isBracketed ? place.find(']') : std::min(place.find(':'), place.size());
    if (hostEnd == std::string_view::npos) return bad(fmt::format("{}: the bracket that opens doesn't close", place));
    url.host = place.substr(isBracketed ? 1 : 0, hostEnd - (isBracketed ? 1 : 0));
    const std::string_view port = place.substr(hostEnd + (isBracketed ? 1 : 0));
    if (url.host.empty() || !(isBracketed ? isIpv6(url.host) : isHostName(url.host)))
        return bad(fmt::format("'{}' is no address; one looks like http://host:9090/metrics", place));
    if (port.empty()) return url;
    const auto number = port.front() == ':' ? readPort(port.substr(1)) : std::nullopt;
    if (!number) return bad(fmt::format("{}: a port from 1 to 65535 is expected after ':'", place));
    url.port = *number;
    return url;
}

}  // namespace headroom::connectors::http
