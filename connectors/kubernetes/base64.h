#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headroom::connectors::kubernetes {

/// What base64 stands for (RFC 4648, line ends allowed); nothing of anything else.
std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace headroom::connectors::kubernetes
