#pragma once

#include <QFont>
#include <QGraphicsItem>

#include "app/desktop/charts/chart_lines_item.h"
#include "app/desktop/views/charts/chart_interaction.h"

namespace headroom::desktop {

/// Playhead, the instant pointed at and the time being brushed, over the lines.
class ChartCursorItem : public QGraphicsItem {
public:
    ChartCursorItem(const views::ChartInteraction& interaction, QGraphicsItem* parent)
        : QGraphicsItem(parent), m_interaction(interaction) {}

    void present(const ChartScale& scale, const Theme& theme, const QFont& font);
    QRectF boundingRect() const override { return m_scale.plot.adjusted(-60, -22, 60, 2); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintBrush(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;
    void paintHover(QPainter& painter) const;
    void paintFlag(QPainter& painter, double seconds, const QColor& ground, const QColor& text) const;

    const views::ChartInteraction& m_interaction;
    ChartScale m_scale;
    QFont m_font;
    QColor m_accent, m_onAccent, m_line, m_text, m_raised;
};

}  // namespace headroom::desktop
