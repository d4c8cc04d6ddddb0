#pragma once

#include <QElapsedTimer>
#include <QPixmap>
#include <QWidget>

#include "app/desktop/canvas/canvas_view.h"

namespace headroom::desktop {

/// The whole drawing, small, with a frame around what the canvas shows; a press there goes there.
class OverviewView : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    OverviewView(CanvasView& canvas, const views::GraphModel& graph, const ThemeStore& themes, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {216, 136}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTransform toWidget() const;
    void goTo(const QPointF& here);
    void drawNodes();

    CanvasView& m_canvas;
    const views::GraphModel& m_graph;
    const ThemeStore& m_themes;
    QPixmap m_nodes;  ///< ground and nodes; loads are those of half a second ago at most
    bool m_isStale = true;
    QElapsedTimer m_sinceDrawn;
};

}  // namespace headroom::desktop
