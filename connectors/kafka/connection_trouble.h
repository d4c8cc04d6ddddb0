#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/error.h"

namespace headroom::connectors::kafka {

/// Why a connection to a broker isn't to be had.
struct ConnectionTrouble {
    Error::Kind kind = Error::Kind::Unreachable;
    std::string sentence;  ///< in the user's words, with what to do about it
};

/// What librdkafka says of a connection, "PROTOCOL://HOST:PORT/NAME: reason"; the place is left out where it is `bootstrap`.
ConnectionTrouble explainConnection(std::string_view reason, Error::Kind otherwise, std::string_view bootstrap);

/// What is wrong with a broker's certificate: `code` is OpenSSL's (X509_V_ERR_...), the certificate is in DER; `host` is who was
/// asked, empty where that isn't known.
std::string explainCertificate(int code, std::string_view certificate, std::string_view host);

}  // namespace headroom::connectors::kafka
