#pragma once

#include <string>

#include "connectors/error.h"

namespace headroom::connectors::http {

/// Where a secret is: never the secret itself, which belongs into no command line.
struct Credentials {
    enum class Scheme { None, Bearer, Basic };
    enum class Place { File, Environment };
    Scheme scheme = Scheme::None;
    Place place = Place::File;
    std::string name;    ///< of the file, or of the variable; it holds the token, USER:PASSWORD, or the user's password
    std::string user{};  ///< of Basic; empty: the secret says
};

/// The value of a request's Authorization header; empty where there are no credentials. Reads the file anew each time, since
/// tokens are renewed. An error names the place and never what is there.
Result<std::string> authorization(const Credentials& credentials);

/// Base64 with padding (RFC 4648).
std::string base64(const std::string& bytes);

}  // namespace headroom::connectors::http
