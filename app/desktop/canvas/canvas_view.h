#pragma once

#include <QElapsedTimer>
#include <QGraphicsView>
#include <QImage>
#include <QPixmap>
#include <QTimer>
#include <memory>

#include "app/desktop/canvas/canvas_scene.h"
#include "app/desktop/views/graph/graph_edits.h"
#include "app/desktop/views/graph/graph_model.h"
#include "app/desktop/views/playhead.h"

class QLabel;

namespace headroom::desktop {

/// The drawing: shows the graph and its figures, and turns mouse and keyboard into edits of the document.
class CanvasView : public QGraphicsView {
    Q_OBJECT

public:
    /// All outlive it.
    CanvasView(views::GraphModel& graph, views::ScenarioDocument& document, views::Selection& selection,
               views::StaticAnalysis& analysis, const views::TraceSource& source, views::Playhead& playhead, ThemeStore& themes,
               QWidget* parent = nullptr);
    ~CanvasView() override;

    CanvasScene& canvas() { return *m_scene; }
    double scale() const { return transform().m11(); }
    /// Zooms by a factor around a point of the viewport.
    void zoomBy(double factor, const QPoint& around);
    void zoomBy(double factor);
    void zoomTo(double scale);
    /// Shows everything there is.
    void fit();
    bool showsEverything() const;
    /// Scrolls an element into the middle and selects it; what it is collapsed into stands for it.
    void reveal(const QString& element);
    /// Marks all whose names contain the text and shows the first; returns how many.
    int search(const QString& text);
    /// Shows the next of what was found.
    void showNextFound();

    /// Adds an element in the middle of what is seen, or where it was dropped.
    void add(views::PaletteItem item, std::optional<QPointF> at = {});
    void connectNodes(const QString& from, const QString& to);
    void removeSelected();
    void copySelected();
    void paste();
    void duplicateSelected();
    void selectAll();
    void layOutAgain();
    /// Collapses or expands the selected container, service or group of names.
    void toggleCollapsed();

    /// What a comparison puts on the cards; null for none.
    void setOverlay(const CardOverlay* overlay) { m_scene->setOverlay(overlay); }
    /// Runs particles whether or not anything changes, for measuring.
    void setAlwaysAnimated(bool always);
    /// What flows is drawn at one place and doesn't move; contents follow all the same.
    void setStill(bool still) { m_isStill = still; }
    double phase() const { return m_phase; }
    bool isAnimated() const { return m_tick.isActive(); }
    /// One step of the animation, as the timer makes it.
    void animate();
    /// Shows what flows at one place and stands still, for pictures that are the same each time.
    void holdAnimation(double phase);

    QImage renderImage(double scale);
    /// False when the file can't be written.
    bool renderSvg(const QString& path);

    /// The kind of data the palette drags.
    static const char* paletteMimeType();

signals:
    void contextRequested(const QString& element, const QPoint& globalPosition);
    /// Enter or a double click: somebody wants to see the element's properties.
    void inspectorRequested(const QString& element);
    /// Another part is seen, or at another scale.
    void viewChanged();
    void problem(const QString& message);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Gesture { None, Pan, RubberBand, PressedCard, Drag, Connect };

    void setupView();
    void setupSignals();
    void setupMessage();
    void take(const views::EditOutcome& outcome);
    void show(const QString& message);
    void wake();
    void fitScene();
    void press(const QString& node, QMouseEvent* event);
    void drag(const QPointF& to);
    void endDrag();
    void endRubberBand();
    QStringList draggable() const;
    QHash<QString, QPointF> cornersOf(const QStringList& nodes) const;
    QString handleAt(const QPointF& point) const;
    QPointF handleOf(const QString& node) const;
    void moveFocus(int key);
    void nudge(int key);
    void focusOn(const QString& node);
    QStringList readingOrder() const;
    void paintGesture(QPainter& painter);
    void cancelGesture();
    QStringList withMembers(const QStringList& nodes) const;

    views::GraphModel& m_graph;
    views::ScenarioDocument& m_document;
    views::Selection& m_selection;
    const views::TraceSource& m_source;
    views::Playhead& m_playhead;
    ThemeStore& m_themes;
    std::unique_ptr<CanvasScene> m_scene;
    QGraphicsItem* m_particles = nullptr;

    QPixmap m_backdrop;
    bool m_isBackdropStale = true;
    QTimer m_rewiden;  ///< lines take other widths once a second at most

    QTimer m_tick;
    QTimer m_settle;  ///< refreshes contents a little after something changed, however often it does
    QElapsedTimer m_sinceNews;
    QElapsedTimer m_clock;
    double m_phase = 0;
    bool m_alwaysAnimated = false;
    bool m_isHeld = false;
    bool m_isStill = false;
    bool m_wasFitted = false;
    bool m_staysFitted = false;  ///< nobody has looked elsewhere since

    Gesture m_gesture = Gesture::None;
    QPoint m_pressedAt;
    QPointF m_pressedInScene;
    QPointF m_pointer;
    QString m_pressedNode;
    QPointF m_dragged;  ///< by how much, so far
    bool m_isSpaceDown = false;
    qsizetype m_foundAt = 0;
    QLabel* m_message = nullptr;
    QTimer m_messageTimer;
};

}  // namespace headroom::desktop
