#include "app/desktop/inspector/yaml_highlighter.h"

#include <QRegularExpression>

namespace headroom::desktop {
namespace {

/// Where the line's comment begins, outside of quotes; its length if it has none.
int commentStart(const QString& text) {
    QChar quote;
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == quote) quote = QChar();
            continue;
        }
        const bool beginsWord = i == 0 || text[i - 1].isSpace() || QStringLiteral("[{,:").contains(text[i - 1]);
        if ((c == QLatin1Char('"') || c == QLatin1Char('\'')) && beginsWord) quote = c;
        if (c == QLatin1Char('#') && (i == 0 || text[i - 1].isSpace())) return i;
    }
    return static_cast<int>(text.size());
}

}  // namespace

YamlHighlighter::YamlHighlighter(QTextDocument* document, ThemeStore& themes) : QSyntaxHighlighter(document), m_themes(themes) {
    connect(&themes, &ThemeStore::changed, this, &QSyntaxHighlighter::rehighlight);
}

void YamlHighlighter::highlightBlock(const QString& text) {
    static const QRegularExpression key(QStringLiteral("(?:^|[{,]|-\\s)\\s*([\\w.'\"/*+-]+(?:\\[\\d+\\])?)\\s*:(?=\\s|$)"));
    static const QRegularExpression number(
        QStringLiteral("(?<![\\w.-])\\d[\\d.]*(?:[kMGT]?i?B?|[a-zµ]{1,3})?(?:/\\w+)?%?(?![\\w-])"));
    static const QRegularExpression quoted(QStringLiteral("\"[^\"]*\"|'[^']*'"));
    static const QRegularExpression uncertain(QStringLiteral("\\b(?:guess|measured)(?=\\()"));
    static const QRegularExpression call(QStringLiteral("\\b[a-z][A-Za-z0-9]*(?=\\()"));
    static const QRegularExpression tag(QStringLiteral("(?<!\\S)[!&*][\\w-]+"));
    const Theme& theme = m_themes.theme();
    const auto& series = theme.series;
    const int end = commentStart(text);
    const QString code = text.left(end);
    const auto paint = [&](const QRegularExpression& pattern, const QColor& colour, int group, bool isBold = false) {
        QTextCharFormat format;
        format.setForeground(colour);
        if (isBold) format.setFontWeight(QFont::Bold);
        for (auto found = pattern.globalMatch(code); found.hasNext();) {
            const auto match = found.next();
            setFormat(static_cast<int>(match.capturedStart(group)), static_cast<int>(match.capturedLength(group)), format);
        }
    };
    paint(number, theme.isDark ? series[5] : series[0], 0);
    paint(call, theme.info, 0);
    paint(uncertain, theme.warning, 0, true);
    paint(quoted, theme.ok, 0);
    paint(key, theme.accent, 1);
    paint(tag, theme.isDark ? series[3] : series[6], 0);
    QTextCharFormat comment;
    comment.setForeground(theme.textMuted);
    comment.setFontItalic(true);
    setFormat(end, static_cast<int>(text.size()) - end, comment);
}

}  // namespace headroom::desktop
