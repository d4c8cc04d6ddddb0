#pragma once
// What the environment gave, or why it gave nothing: a value, never an exception.

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace headroom::model {

/// A value or the reason why there is none; the error has a `message`.
template <class T, class Error>
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

}  // namespace headroom::model
