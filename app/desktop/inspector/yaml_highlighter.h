#pragma once

#include <QSyntaxHighlighter>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// Colours keys, comments, quoted texts, tags, numbers with units and calls such as guess(…) of a YAML text.
class YamlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    YamlHighlighter(QTextDocument* document, ThemeStore& themes);

protected:
    void highlightBlock(const QString& text) override;

private:
    ThemeStore& m_themes;
};

}  // namespace headroom::desktop
