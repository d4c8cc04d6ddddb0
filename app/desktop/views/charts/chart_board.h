#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "app/desktop/views/charts/chart_lines.h"
#include "app/desktop/views/charts/decimation.h"
#include "app/desktop/views/charts/fault_spans.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// A trace that charts show; the tag tells it from others ("A", "B"), empty where there is one only.
struct ChartSource {
    const TraceSource* source = nullptr;
    QString tag;
};

/// All charts of the selected elements, or of the whole system when none is selected, over one span of time that they share.
class ChartBoard : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostLines = 8;  ///< elements in a chart, by the number of sources

    /// Sources and selection outlive it; there is at least one source.
    ChartBoard(std::vector<ChartSource> sources, const Selection& selection, QObject* parent = nullptr);

    /// Those that are wanted and have a line, in the order of chartSpecs().
    const std::vector<Chart>& charts() const { return m_charts; }
    const std::vector<ChartSource>& sources() const { return m_sources; }
    bool isWanted(ChartKind kind) const { return m_wanted.contains(kind); }
    void setWanted(ChartKind kind, bool wanted);

    /// One value a frame of the line's source; may be shorter while the figure is not there yet.
    const std::vector<double>& values(const ChartLine& line) const;
    const std::vector<double>& times(std::size_t source) const { return m_data[source].times; }
    /// At the last frame at or before the instant; NaN without one.
    double valueAt(const ChartLine& line, double seconds) const;
    /// The frame's own instant; nothing before the first.
    std::optional<double> frameAt(double seconds) const;
    /// The greatest value of the chart's lines within a span; NaN without any.
    double greatest(const Chart& chart, const TimeSpan& span) const;

    /// What is shown: everything there is, or what was zoomed to.
    TimeSpan span() const { return m_zoom.value_or(wholeSpan()); }
    /// From the start to the end, or somewhat beyond the newest frame while the trace grows.
    TimeSpan wholeSpan() const { return m_whole; }
    bool isZoomed() const { return m_zoom.has_value(); }
    /// Kept within the whole and at least two frames wide.
    void zoomTo(TimeSpan span);
    void resetZoom();

    const std::vector<FaultSpan>& faults() const { return m_faults; }
    double warmupSeconds() const;

signals:
    /// Other charts or lines, or another zoom.
    void rearranged();
    /// The same lines have more frames.
    void grew();
    void zoomed();

private:
    struct SourceData {
        std::vector<double> times;
        std::map<std::string, ElementHistory> histories;
        std::size_t elementsSeen = 0;
        std::size_t eventsSeen = 0;
    };

    void forget(std::size_t source);
    void begin(std::size_t source);
    void take(std::size_t source);
    void takeTimes(std::size_t source);
    void chooseElements();
    void update();
    void measureWhole();
    const ElementHistory* history(std::size_t source, const std::string& id);

    std::vector<ChartSource> m_sources;
    const Selection& m_selection;
    std::vector<SourceData> m_data;
    std::vector<std::string> m_ids;
    std::vector<QString> m_names;
    bool m_isChosen = false;
    std::set<ChartKind> m_wanted;
    std::vector<Chart> m_charts;
    std::vector<FaultSpan> m_faults;
    std::optional<TimeSpan> m_zoom;
    TimeSpan m_whole{0, 1};
};

}  // namespace headroom::views
