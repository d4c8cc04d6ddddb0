#include "model/scenario/value_expression.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/scenario/expression_arguments.h"

namespace headroom::model {

namespace {

/// Code points in the first `bytes` bytes.
int codePoints(const std::string& text, std::size_t bytes) {
    int count = 0;
    for (std::size_t i = 0; i < std::min(bytes, text.size()); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++count;
    return count;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

const Expression* onlyArgument(const Expression& call) {
    if (call.arguments.size() != 1) return nullptr;
    const Expression::Argument& argument = call.arguments.front();
    return argument.name.empty() && !argument.upper && !argument.until ? &argument.value : nullptr;
}

void ValueReader::fail(std::size_t offset, std::string message, std::string hint) {
    SourceLocation place = m_node.location;
    if (m_node.textColumn >= 0) place.position.column += m_node.textColumn + codePoints(m_node.value, offset);
    m_context.diagnostics().error(place, std::move(message), std::move(hint));
}

std::optional<Expression> ValueReader::parsed() {
    if (!m_node.isScalar() || m_node.isNull()) {
        m_context.error(m_node, fmt::format("expected a value, not {}", m_node.describe()));
        return std::nullopt;
    }
    ExpressionError error;
    auto expression = parseExpression(m_node.value, error);
    const bool isCut = error.message.find("is not closed") != std::string::npos && m_node.isPlain;
    if (!expression) fail(error.offset, error.message, isCut ? "inside { } a value with commas needs quotes" : "");
    return expression;
}

std::optional<double> ValueReader::quantity(Unit unit) {
    const auto expression = parsed();
    return expression ? quantityOf(*expression, unit, m_path) : std::nullopt;
}

std::optional<double> ValueReader::quantityOf(const Expression& expression, Unit unit, const std::string& path) {
    if (!expression.isCall) {
        const QuantityResult result = parseQuantity(expression.text, unit);
        if (!result.value) fail(expression, result.error.message, result.error.hint);
        return result.value;
    }
    if (expression.text == "guess") return guessOf(expression, unit, path);
    const bool isMeasured = expression.text == "measured";
    if (const Expression* value = isMeasured ? onlyArgument(expression) : nullptr; value != nullptr && !value->isCall) {
        const auto fitted = quantityOf(*value, unit, path);
        if (fitted) m_context.measured(path, m_node.value, m_node);
        return fitted;
    }
    if (isMeasured) {
        fail(expression, fmt::format("here measured() gives {}", unitName(unit)), "write the value itself in its brackets");
        return std::nullopt;
    }
    fail(expression, fmt::format("'{}' does not give {}", expression.text, unitName(unit)),
         nearestWord(expression.text, {"guess"}) == "guess" ? "did you mean 'guess'?" : "write a plain one or guess(low..high)");
    return std::nullopt;
}

std::optional<double> ValueReader::guessOf(const Expression& call, Unit unit, const std::string& path) {
    if (call.arguments.size() != 1 || !call.arguments[0].upper || !call.arguments[0].name.empty() || call.arguments[0].until) {
        fail(call, "a guess is a range", "write guess(low..high)");
        return std::nullopt;
    }
    const Expression& lower = call.arguments[0].value;
    const Expression& upper = *call.arguments[0].upper;
    if (lower.isCall || upper.isCall) {
        fail(lower.isCall ? lower : upper, "the ends of a guess are plain quantities");
        return std::nullopt;
    }
    const auto low = quantityOf(lower, unit, path);
    const auto high = quantityOf(upper, unit, path);
    if (!low || !high) return std::nullopt;
    if (*low > *high) {
        fail(lower, fmt::format("the guess's low end {} is above its high end {}", lower.text, upper.text),
             "write the smaller one first");
        return std::nullopt;
    }
    return m_context.guess(path, *low, *high, unit, m_node);
}

bool ValueReader::acceptsOnly(const Expression& call, const std::vector<std::string>& names) {
    bool isGood = true;
    std::vector<std::string> seen;
    for (const Argument& argument : call.arguments) {
        const bool isKnown = std::find(names.begin(), names.end(), argument.name) != names.end();
        const bool isTwice = std::find(seen.begin(), seen.end(), argument.name) != seen.end();
        seen.push_back(argument.name);
        if (isKnown && !isTwice && !argument.until && !(argument.upper && !argument.name.empty())) continue;
        isGood = false;
        if (argument.name.empty())
            fail(argument.offset, fmt::format("{}() takes named arguments", call.text), "name them: " + joined(names));
        else if (isTwice)
            fail(argument.offset, fmt::format("{}() is given '{}' twice", call.text, argument.name));
        else if (isKnown)
            fail(argument.offset, fmt::format("'{}' of {}() is one value", argument.name, call.text),
                 "a range is written guess(low..high)");
        else
            fail(argument.offset, fmt::format("{}() has no argument '{}'", call.text, argument.name),
                 hintFor(argument.name, names));
    }
    return isGood;
}

std::optional<double> ValueReader::argument(const Expression& call, const std::string& name, Unit unit) {
    const Argument* found = call.find(name);
    if (found != nullptr) return quantityOf(found->value, unit, joinPath(m_path, name));
    fail(call, fmt::format("{}() needs '{}'", call.text, name));
    return std::nullopt;
}

std::optional<double> ValueReader::plainNumber(const Expression& call, const std::string& name, double above) {
    const auto value = argument(call, name, Unit::Count);
    if (!value || *value > above) return value;
    fail(call.find(name)->value, fmt::format("'{}' of {}() must be more than {}", name, call.text, above));
    return std::nullopt;
}

std::optional<ValueReader::Range> ValueReader::range(const Expression& call, Unit unit, const std::string& lowName,
                                                     const std::string& highName) {
    const Argument* found = call.arguments.empty() ? nullptr : &call.arguments[0];
    if (found == nullptr || !found->name.empty() || !found->upper || found->until) {
        fail(call, fmt::format("{}() begins with a range", call.text),
             fmt::format("write {}({}..{})", call.text, lowName, highName));
        return std::nullopt;
    }
    const auto low = quantityOf(found->value, unit, joinPath(m_path, lowName));
    const auto high = quantityOf(*found->upper, unit, joinPath(m_path, highName));
    if (!low || !high) return std::nullopt;
    return Range{*low, *high};
}

}  // namespace headroom::model
