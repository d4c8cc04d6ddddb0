#pragma once

#include <string>

namespace headroom {

/// A self-signed certificate of a server and its key, made now, as PEM files in a folder.
struct Certificate {
    /// `host` is an IP address; valid from `fromDays` to `toDays` after now.
    Certificate(const std::string& folder, const std::string& host, int fromDays, int toDays);
    std::string certificate;  ///< path
    std::string key;          ///< path
};

}  // namespace headroom
