#pragma once

#include <QObject>
#include <optional>

#include "app/desktop/views/charts/chart_board.h"
#include "app/desktop/views/playhead.h"

namespace headroom::views {

/// What a person does to charts that share a time axis: pointing, brushing, zooming, moving the playhead. All charts show it.
class ChartInteraction : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    ChartInteraction(ChartBoard& board, Playhead& playhead, QObject* parent = nullptr);

    /// The instant pointed at, in seconds; nothing when the pointer is elsewhere.
    std::optional<double> hover() const { return m_hover; }
    void setHover(std::optional<double> seconds);
    /// The instant whose values are read out: the one pointed at, else the playhead's.
    double readOut() const;

    std::optional<TimeSpan> brush() const { return m_brush; }
    void beginBrush(double seconds);
    void moveBrush(double seconds);
    /// Zooms to what was brushed.
    void endBrush();
    void cancelBrush();

    /// Below 1 shows less time; the playhead, where it is shown, stays in place.
    void zoomBy(double factor);
    /// By a fraction of what is shown.
    void panBy(double fraction);
    double playheadSeconds() const;
    void movePlayheadTo(double seconds);
    void stepPlayhead(int frames) { m_playhead.stepBy(frames); }

signals:
    void changed();

private:
    ChartBoard& m_board;
    Playhead& m_playhead;
    std::optional<double> m_hover;
    std::optional<double> m_brushStart;
    std::optional<TimeSpan> m_brush;
};

}  // namespace headroom::views
