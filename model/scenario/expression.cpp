#include "model/scenario/expression.h"

#include <fmt/format.h>

#include "model/scenario/quantity_parser.h"

namespace headroom::model {

namespace {

constexpr int maxDepth = 16;

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class ExpressionParser {
public:
    ExpressionParser(std::string_view text, ExpressionError& error) : m_text(text), m_error(error) {}

    std::optional<Expression> whole() {
        auto result = expression(0);
        skipBlanks();
        if (result && m_at < m_text.size()) return fail(fmt::format("unexpected '{}'", m_text.substr(m_at)));
        return result;
    }

private:
    std::nullopt_t fail(std::string message) {
        if (m_error.message.empty()) m_error = {std::move(message), m_at};
        return std::nullopt;
    }
    void skipBlanks() {
        while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
    }
    bool at(std::string_view token) const { return m_text.substr(m_at, token.size()) == token; }
    bool take(std::string_view token) {
        skipBlanks();
        if (!at(token)) return false;
        m_at += token.size();
        return true;
    }
    bool takeWord(std::string_view word) {
        skipBlanks();
        const std::size_t after = m_at + word.size();
        if (!at(word) || (after < m_text.size() && isNameCharacter(m_text[after]))) return false;
        m_at = after;
        return true;
    }

    std::optional<Expression> expression(int depth) {
        if (depth > maxDepth) return fail(fmt::format("calls are nested more than {} deep", maxDepth));
        skipBlanks();
        Expression result;
        result.offset = m_at;
        std::size_t end = m_at;
        while (end < m_text.size() && isNameCharacter(m_text[end])) ++end;
        const bool startsWithLetter = end > m_at && !(m_text[m_at] >= '0' && m_text[m_at] <= '9');
        if (startsWithLetter && end < m_text.size() && m_text[end] == '(') {
            result.isCall = true;
            result.text = std::string(m_text.substr(m_at, end - m_at));
            m_at = end + 1;
            if (!arguments(result, depth)) return std::nullopt;
            return result;
        }
        return literal(std::move(result));
    }

    std::optional<Expression> literal(Expression result) {
        while (m_at < m_text.size() && m_text.find_first_of(",()=", m_at) != m_at && !at("..") && !at(" until ")) ++m_at;
        result.text = std::string(trimmed(m_text.substr(result.offset, m_at - result.offset)));
        if (result.text.empty())
            return fail(m_at < m_text.size() ? fmt::format("a value is missing before '{}'", m_text[m_at])
                                             : "a value is missing");
        return result;
    }

    bool arguments(Expression& call, int depth) {
        if (call.text == "empirical" || call.text == "replay") return verbatim(call);
        if (take(")")) return true;
        do {
            auto next = argument(depth);
            if (!next) return false;
            call.arguments.push_back(std::move(*next));
        } while (take(","));
        if (take(")")) return true;
        fail(m_at < m_text.size() ? fmt::format("expected ',' or ')' before '{}'", m_text.substr(m_at))
                                  : fmt::format("'{}(' is not closed", call.text));
        return false;
    }

    bool verbatim(Expression& call) {
        const std::size_t end = m_text.find(')', m_at);
        if (end == std::string_view::npos) return fail(fmt::format("'{}(' is not closed", call.text)), false;
        Expression::Argument argument;
        argument.offset = argument.value.offset = m_at;
        argument.value.text = std::string(trimmed(m_text.substr(m_at, end - m_at)));
        call.arguments.push_back(std::move(argument));
        m_at = end + 1;
        return true;
    }

    std::optional<Expression::Argument> argument(int depth) {
        Expression::Argument result;
        skipBlanks();
        result.offset = m_at;
        std::size_t end = m_at;
        while (end < m_text.size() && isNameCharacter(m_text[end])) ++end;
        std::size_t equals = end;
        while (equals < m_text.size() && m_text[equals] == ' ') ++equals;
        if (end > m_at && equals < m_text.size() && m_text[equals] == '=') {
            result.name = std::string(m_text.substr(m_at, end - m_at));
            m_at = equals + 1;
        }
        auto value = expression(depth + 1);
        if (!value) return std::nullopt;
        result.value = std::move(*value);
        if (take("..") && !(result.upper = expression(depth + 1))) return std::nullopt;
        if (takeWord("until") && !(result.until = expression(depth + 1))) return std::nullopt;
        return result;
    }

    std::string_view m_text;
    ExpressionError& m_error;
    std::size_t m_at = 0;
};

}  // namespace

const Expression::Argument* Expression::find(std::string_view name) const {
    for (const Argument& argument : arguments)
        if (argument.name == name) return &argument;
    return nullptr;
}

std::optional<Expression> parseExpression(std::string_view text, ExpressionError& error) {
    return ExpressionParser(text, error).whole();
}

}  // namespace headroom::model
