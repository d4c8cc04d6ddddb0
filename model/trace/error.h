#pragma once
// What went wrong in the environment: a value, never an exception.

#include <string>

#include "model/result.h"

namespace headroom::trace {

/// A failure of the environment (file, disk, stream) or of data that came from it.
struct Error {
    enum class Kind {
        CannotOpen,   ///< no such file, no permission
        NotATrace,    ///< readable, but something else
        TooNew,       ///< a larger major version of the schema
        Malformed,    ///< damaged or truncated
        OutOfSpace,   ///< the disk or a size limit is full
        WriteFailed,  ///< any other failed write
        InUse,        ///< another process writes it
    };
    Kind kind = Kind::Malformed;
    std::string message;     ///< one sentence for a person, with the place
    bool retriable = false;  ///< the same call may succeed later
};

template <class T>
using Result = model::Result<T, Error>;

}  // namespace headroom::trace
