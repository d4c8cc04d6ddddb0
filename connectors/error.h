#pragma once
// What went wrong in what is observed, or on the way there: a value, never an exception.

#include <string>

#include "model/result.h"

namespace headroom::connectors {

/// A failure of the environment.
struct Error {
    enum class Kind {
        BadConfiguration,  ///< what the user said makes no sense to the client
        Unreachable,       ///< no such host, nobody listens, the connection broke
        TimedOut,          ///< no answer within the time allowed
        Refused,           ///< not authenticated or not authorised
        Unsupported,       ///< the other side doesn't know the request
        Gone,              ///< what was asked about doesn't exist
        Failed,            ///< anything else
    };
    Kind kind = Kind::Failed;
    std::string message;     ///< one sentence for a person, with the place; never a secret
    bool retriable = false;  ///< the same call may succeed later
    bool operator==(const Error&) const = default;
};

template <class T>
using Result = model::Result<T, Error>;

}  // namespace headroom::connectors
