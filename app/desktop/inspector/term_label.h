#pragma once

#include <QHash>
#include <QWidget>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/inspector/glossary.h"

class QTextLayout;

namespace headroom::desktop {

/// A text, wrapped, whose terms of art are underlined with dots and explained when the pointer is on them.
class TermLabel : public QWidget {
    Q_OBJECT

public:
    /// Glossary and themes outlive it.
    TermLabel(const views::Glossary& glossary, ThemeStore& themes, QWidget* parent = nullptr);

    const QString& text() const { return m_text; }
    void setText(const QString& text);
    void setMuted(bool isMuted);
    /// The explanation at a place, empty where there is no term.
    QString explanationAt(const QPoint& position) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Lays the lines out below each other and gives their height.
    qreal layOut(QTextLayout& layout, int width) const;
    /// Where the first line begins: the text stands in the middle of a higher label.
    qreal top(qreal textHeight) const { return std::max(0.0, (height() - textHeight) / 2); }

    const views::Glossary& m_glossary;
    ThemeStore& m_themes;
    QString m_text;
    bool m_isMuted = false;
    std::vector<views::Glossary::Span> m_spans;
    /// Layouts ask for the same few widths again and again.
    mutable QHash<int, int> m_heights;
};

}  // namespace headroom::desktop
