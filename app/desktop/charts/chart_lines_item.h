#pragma once

#include <QGraphicsItem>
#include <QPolygonF>
#include <vector>

#include "app/desktop/theme/theme.h"
#include "app/desktop/views/charts/chart_board.h"

namespace headroom::desktop {

/// Where values lie on a chart.
struct ChartScale {
    QRectF plot;
    views::TimeSpan span;
    double low = 0;
    double high = 1;

    double x(double seconds) const { return plot.left() + (seconds - span.from) / span.length() * plot.width(); }
    double y(double value) const { return plot.bottom() - (value - low) / (high - low) * plot.height(); }
    double seconds(double x) const { return span.from + (x - plot.left()) / plot.width() * span.length(); }
};

/// The lines of one chart with faults and warm-up shaded behind them. QtCharts' own series redo each line's outline on every change
/// and know no gaps (48 lines of 600 points: 30 ms, dashed 150 ms); this draws what was decimated.
class ChartLinesItem : public QGraphicsItem {
public:
    explicit ChartLinesItem(QGraphicsItem* parent) : QGraphicsItem(parent) {}

    /// Takes the lines over as they are now.
    void present(const views::ChartBoard& board, const views::Chart& chart, const ChartScale& scale, const Theme& theme);
    QRectF boundingRect() const override { return m_scale.plot.adjusted(-4, -4, 4, 4); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Line {
        QColor colour;
        int look = 0;
        views::LinePattern pattern = views::LinePattern::Solid;
        std::vector<QPolygonF> strokes;
        std::vector<QPointF> markers;
    };

    Line lineOf(const views::ChartBoard& board, const views::ChartLine& line, bool isStepped) const;
    void addMarkers(const views::ChartBoard& board, const views::ChartLine& from, Line& line) const;
    void paintShades(QPainter& painter) const;

    ChartScale m_scale;
    std::vector<Line> m_lines;
    std::vector<views::TimeSpan> m_faults;
    double m_warmup = 0;
    QColor m_faultColour;
    QColor m_warmupColour;
    QColor m_ground;
};

}  // namespace headroom::desktop
