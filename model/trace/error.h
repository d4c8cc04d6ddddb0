#pragma once
// What went wrong in the environment: a value, never an exception.

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

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

/// A value or the reason why there is none.
template <class T>
class Result {
public:
    // NOLINTBEGIN(google-explicit-constructor): a function returns the value or the error as it is.
    Result(T value) : m_value(std::move(value)) {}
    Result(Error error) : m_error(std::move(error)) {}
    // NOLINTEND(google-explicit-constructor)

    explicit operator bool() const { return m_value.has_value(); }
    /// Throws std::logic_error when there is none.
    T& value() {
        if (!m_value) throw std::logic_error("no value: " + m_error.message);
        return *m_value;
    }
    const T& value() const { return const_cast<Result&>(*this).value(); }
    /// The reason; meaningful only when there is no value.
    const Error& error() const { return m_error; }

private:
    std::optional<T> m_value;
    Error m_error;
};

}  // namespace headroom::trace
