#pragma once

#include <QPainter>
#include <QStyledItemDelegate>
#include <functional>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// Cells with some air, and text in a colour of the theme where asked for; the text says the same by symbol and word.
class StandingDelegate : public QStyledItemDelegate {
public:
    using Colour = std::function<QColor(const Theme&, const QModelIndex&)>;
    StandingDelegate(ThemeStore& themes, Colour colour, QObject* parent)
        : QStyledItemDelegate(parent), m_themes(themes), m_colour(std::move(colour)) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem inner = option;
        const bool isSelected = (option.state & QStyle::State_Selected) != 0;
        if (isSelected) painter->fillRect(option.rect, m_themes.theme().accentSoft);
        // The whole row is marked; a frame around one of its cells says nothing.
        inner.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_MouseOver);
        inner.rect.adjust(padding, 0, -padding, 0);
        QStyledItemDelegate::paint(painter, inner, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (m_colour) option->palette.setColor(QPalette::Text, m_colour(m_themes.theme(), index));
    }

private:
    static constexpr int padding = 5;
    ThemeStore& m_themes;
    Colour m_colour;
};

}  // namespace headroom::desktop
