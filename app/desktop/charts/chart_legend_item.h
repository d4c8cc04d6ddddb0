#pragma once

#include <QFont>
#include <QGraphicsItem>
#include <vector>

#include "app/desktop/theme/theme.h"
#include "app/desktop/views/charts/chart_board.h"

namespace headroom::desktop {

/// What each line is, and its value at the instant read out.
class ChartLegendItem : public QGraphicsItem {
public:
    explicit ChartLegendItem(QGraphicsItem* parent) : QGraphicsItem(parent) {}

    void present(const views::ChartBoard& board, const views::Chart& chart, double seconds, const QRectF& rect, const Theme& theme,
              const QFont& font);
    QRectF boundingRect() const override { return m_rect; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// "transaction: 48.2 k/s", one a line; what is read out.
    QStringList texts() const;

private:
    struct Row {
        views::ChartLine line;
        QString value;
        bool isUnknown = false;
    };

    QRectF m_rect;
    std::vector<Row> m_rows;
    QString m_more;
    Theme m_theme;
    QFont m_font;
};

}  // namespace headroom::desktop
