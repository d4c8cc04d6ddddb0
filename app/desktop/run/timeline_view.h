#pragma once

#include <QWidget>
#include <optional>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/playhead.h"
#include "app/desktop/views/run/time_scale.h"
#include "app/desktop/views/run/timeline_model.h"

namespace headroom::desktop {

/// What happened when, in rows under the load; the playhead is dragged over it. Scrubbing only moves the playhead.
///
/// Left and right step a frame, Page Up and Down ten seconds, Home and End go to both ends, L follows the run; the wheel
/// zooms, with Shift it moves; a double click shows everything again.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    TimelineView(const views::TraceSource& source, views::Playhead& playhead, ThemeStore& themes, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    const views::TimeScale& scale() const { return m_scale; }
    const views::TimelineModel& model() const { return m_model; }
    /// The event whose mark is at a point of the widget.
    std::optional<std::size_t> eventAt(const QPointF& point) const;
    /// Where a lane's marks stand.
    double laneCentre(views::Lane lane) const;

signals:
    /// Somebody clicked its mark.
    void eventActivated(std::size_t event);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void fitScale();
    void scrubTo(double x);
    void showPlayhead();
    void paintAxis(QPainter& painter) const;
    void paintLoad(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintLane(QPainter& painter, views::Lane lane) const;
    void paintFault(QPainter& painter, const views::TimelineModel::Mark& mark, double y) const;
    void paintFuture(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;
    QPainterPath loadPath(const std::vector<float>& values, bool closed) const;

    views::TimelineModel m_model;
    views::Playhead& m_playhead;
    ThemeStore& m_themes;
    views::TimeScale m_scale;
    bool m_isZoomed = false;
};

}  // namespace headroom::desktop
