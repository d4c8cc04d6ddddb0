#pragma once

#include <string>
#include <string_view>

#include "connectors/error.h"

namespace headroom::connectors::http {

/// An http or https address, taken apart.
struct Url {
    bool isSecure = false;
    std::string host;  ///< without the brackets of an IPv6 address
    int port = 0;
    std::string target;  ///< path and query, at least "/"

    /// "scheme://host:port".
    std::string origin() const;
    /// As people may see it: a query may hold a token, and isn't shown.
    std::string shown() const;
    bool operator==(const Url&) const = default;
};

/// Reads an address; "host:port" alone means http, and no path means `defaultPath`. A user's name or password in it is refused:
/// addresses are seen in process lists and recordings.
Result<Url> readUrl(std::string_view text, std::string_view defaultPath);

}  // namespace headroom::connectors::http
