#pragma once
// What went wrong in what is observed, or on the way there: a value, never an exception.

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

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

}  // namespace headroom::connectors
