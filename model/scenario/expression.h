#pragma once
// The little language inside scalars: literals and calls such as lognormal(mean=guess(1ms..3ms), p99=18ms).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

/// A literal ("3ms") or a call ("guess(1ms..3ms)") with its place in the scalar.
struct Expression {
    struct Argument;

    std::string text;  ///< the literal, or the function's name
    bool isCall = false;
    std::vector<Argument> arguments;
    std::size_t offset = 0;  ///< byte in the scalar

    /// The argument of a name; null if absent.
    const Argument* find(std::string_view name) const;
};

struct Expression::Argument {
    std::string name;  ///< empty: positional
    Expression value;
    std::optional<Expression> upper;  ///< of a range `value..upper`
    std::optional<Expression> until;  ///< of a piece `value until 5m`
    std::size_t offset = 0;
};

struct ExpressionError {
    std::string message;
    std::size_t offset = 0;
};

/// Parses a scalar's text; absent with the reason in `error`. The arguments of `verbatim` functions (empirical, replay) are one
/// literal.
std::optional<Expression> parseExpression(std::string_view text, ExpressionError& error);

}  // namespace headroom::model
