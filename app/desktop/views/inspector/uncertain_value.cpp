#include "app/desktop/views/inspector/uncertain_value.h"

#include <QRegularExpression>

namespace headroom::views {
namespace {

/// A quantity's number times a factor, its unit kept: "2ms" · 0.5 = "1ms". Unchanged when it is no plain quantity.
QString scaled(const QString& quantity, double factor) {
    static const QRegularExpression form(QStringLiteral("^\\s*([0-9.]+)\\s*(\\D*)$"));
    const auto match = form.match(quantity);
    if (!match.hasMatch()) return quantity;
    return QString::number(match.captured(1).toDouble() * factor, 'g', 6) + match.captured(2);
}

}  // namespace

UncertainValue UncertainValue::parse(const QString& text) {
    static const QRegularExpression guess(QStringLiteral("^\\s*guess\\(\\s*([^()]*?)\\s*\\.\\.\\s*([^()]*?)\\s*\\)\\s*$"));
    static const QRegularExpression measured(
        QStringLiteral("^\\s*measured\\(\\s*(p50|mean)\\s*=\\s*([^(),]*?)\\s*,\\s*p99\\s*=\\s*([^(),]*?)\\s*\\)\\s*$"));
    if (const auto match = guess.match(text); match.hasMatch()) return {Mode::Guess, match.captured(1), match.captured(2), false};
    if (const auto match = measured.match(text); match.hasMatch())
        return {Mode::Measured, match.captured(2), match.captured(3), match.captured(1) == QLatin1String("mean")};
    // "1ms..3ms" by itself can only mean a guess.
    static const QRegularExpression range(QStringLiteral("^\\s*([^()]+?)\\s*\\.\\.\\s*([^()]+?)\\s*$"));
    if (const auto match = range.match(text); match.hasMatch()) return {Mode::Guess, match.captured(1), match.captured(2), false};
    return {Mode::Exact, text.trimmed(), {}, false};
}

QString UncertainValue::text() const {
    if (mode == Mode::Exact || (first.isEmpty() && second.isEmpty())) return first;
    if (mode == Mode::Guess) return QStringLiteral("guess(%1..%2)").arg(first, second);
    return QStringLiteral("measured(%1=%2, p99=%3)").arg(isMean ? QStringLiteral("mean") : QStringLiteral("p50"), first, second);
}

UncertainValue UncertainValue::inMode(Mode wanted) const {
    if (wanted == mode) return *this;
    const bool isPlain = !first.contains(QLatin1Char('('));
    if (wanted == Mode::Exact) return {wanted, first, {}, false};
    if (mode == Mode::Exact && !isPlain) return {wanted, {}, {}, false};
    if (wanted == Mode::Guess)
        return mode == Mode::Exact ? UncertainValue{wanted, scaled(first, 0.5), scaled(first, 2), false}
                                   : UncertainValue{wanted, first, second, false};
    return {wanted, first, mode == Mode::Exact ? scaled(first, 4) : second, false};
}

}  // namespace headroom::views
