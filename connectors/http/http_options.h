#pragma once

#include <cstddef>
#include <string>

#include "connectors/http/credentials.h"
#include "model/quantities.h"

namespace headroom::connectors::http {

/// How to ask over HTTP.
struct HttpOptions {
    model::Duration connectTimeout = model::Duration::seconds(2);  ///< of each address that a name stands for
    model::Duration timeout = model::Duration::seconds(5);         ///< of everything together, from the name to the last byte
    std::size_t maxBytes = std::size_t{32} * 1024 * 1024;          ///< of an answer, unpacked
    Credentials credentials;
    std::string caFile;             ///< certificates that are trusted, PEM; empty: those of the system
    bool verifyCertificate = true;  ///< and that it is for the host asked
    std::string serverName;         ///< for which it is, and which is asked for; empty: the host
    std::string certificateFile;    ///< of the client, PEM; empty: it shows none
    std::string keyFile;            ///< of that certificate, PEM, not encrypted
};

}  // namespace headroom::connectors::http
