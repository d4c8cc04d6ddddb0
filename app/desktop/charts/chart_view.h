#pragma once

#include <QChartView>
#include <QGraphicsSimpleTextItem>

#include "app/desktop/charts/chart_cursor_item.h"
#include "app/desktop/charts/chart_legend_item.h"
#include "app/desktop/charts/chart_lines_item.h"
#include "app/desktop/theme/theme_store.h"

class QCategoryAxis;
class QLineSeries;

namespace headroom::desktop {

/// One chart: title, axes, lines, legend with the values at the instant read out. Drag to zoom, click to move the playhead, drag the
/// playhead, double-click to see everything; arrows, + and -, 0 and Escape do the same from the keyboard.
class ChartView : public QChartView {
    Q_OBJECT

public:
    /// All outlive it.
    ChartView(views::ChartBoard& board, views::ChartInteraction& interaction, const ThemeStore& themes, QWidget* parent = nullptr);

    void setChart(const views::Chart& chart);
    const views::Chart& shown() const { return m_chart; }
    /// Draws what has come since; cheap enough for ten times a second.
    void refresh();
    /// The playhead or the pointer moved.
    void refreshCursor();
    /// Draws the chart alone, for export: `painter` gets `size` units.
    void renderTo(QPainter& painter, const QSizeF& size);

    QStringList readOutTexts() const { return m_legend->texts(); }
    /// Where lines lie, in the widget's coordinates.
    const ChartScale& scale() const { return m_scale; }

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    enum class Drag { None, Pending, Brush, Playhead };

    void setupAxes();
    void applyTheme();
    void layOut(const QSizeF& size);
    void showTicks();
    void showLines();
    bool isNearPlayhead(double x) const;
    QFont smallFont() const;

    views::ChartBoard& m_board;
    views::ChartInteraction& m_interaction;
    const ThemeStore& m_themes;
    views::Chart m_chart;
    ChartScale m_scale;
    QRectF m_legendRect;
    QLineSeries* m_frame = nullptr;  ///< has no points: axes want a series
    QCategoryAxis* m_timeAxis = nullptr;
    QCategoryAxis* m_valueAxis = nullptr;
    QGraphicsSimpleTextItem* m_title = nullptr;
    QGraphicsSimpleTextItem* m_unit = nullptr;
    ChartLinesItem* m_lines = nullptr;
    ChartCursorItem* m_cursor = nullptr;
    ChartLegendItem* m_legend = nullptr;
    QStringList m_tickLabels;
    Drag m_drag = Drag::None;
    double m_pressX = 0;
};

}  // namespace headroom::desktop
