#pragma once

#include <QStyledItemDelegate>
#include <functional>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// Text in a colour of the theme; the text says the same by symbol and word.
class StandingDelegate : public QStyledItemDelegate {
public:
    using Colour = std::function<QColor(const Theme&, const QModelIndex&)>;
    StandingDelegate(ThemeStore& themes, Colour colour, QObject* parent)
        : QStyledItemDelegate(parent), m_themes(themes), m_colour(std::move(colour)) {}

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const QColor colour = m_colour(m_themes.theme(), index);
        option->palette.setColor(QPalette::Text, colour);
        option->palette.setColor(QPalette::HighlightedText, colour);
    }

private:
    ThemeStore& m_themes;
    Colour m_colour;
};

}  // namespace headroom::desktop
