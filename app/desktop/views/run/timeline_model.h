#pragma once

#include <QObject>
#include <QString>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// A row of the timeline.
enum class Lane { Faults, Scaling, Rebalances, Breakers, Elections, Restarts, Other };
inline constexpr std::size_t laneCount = 7;
QString laneTitle(Lane lane);
/// The row an event stands in; nothing for decisions that changed nothing.
std::optional<Lane> laneOf(std::string_view kind);

/// The first frame that shows what happened at an instant; the last one where there is none yet.
model::Instant shownAt(const trace::MemoryTrace& trace, model::Instant instant);

/// What happened when, by rows, and the load above it; grows with its trace.
class TimelineModel : public QObject {
    Q_OBJECT

public:
    /// The source outlives it.
    explicit TimelineModel(const TraceSource& source, QObject* parent = nullptr);

    /// Something at an instant, or from one to another.
    struct Mark {
        model::Instant from;
        model::Instant to;       ///< a fault's end; of a point the same as from
        bool isOpen = false;     ///< a fault that has not ended
        std::size_t event = 0;   ///< position in trace().events()
    };
    /// In order of their beginnings.
    const std::vector<Mark>& marks(Lane lane) const { return m_marks[static_cast<std::size_t>(lane)]; }
    /// [first, last) of the marks of a lane that may be seen between two instants; spans that began long before included.
    std::pair<std::size_t, std::size_t> visible(Lane lane, model::Instant from, model::Instant to) const;

    /// One value a frame, per second: what clients began, and what was answered them.
    const std::vector<float>& offered() const { return m_offered; }
    const std::vector<float>& completed() const { return m_completed; }
    float most() const { return m_most; }

    /// The end of what is shown: the planned one, or what was reached beyond.
    model::Instant end() const;
    const TraceSource& source() const { return m_source; }

signals:
    void changed();

private:
    void forget();
    void take();
    void takeEvent(std::size_t position);
    void takeLoad();
    void findLoad();

    const TraceSource& m_source;
    std::array<std::vector<Mark>, laneCount> m_marks;
    std::size_t m_events = 0;
    std::size_t m_series = 0;
    std::vector<model::SeriesIndex> m_started;
    std::vector<model::SeriesIndex> m_done;
    std::vector<float> m_offered;
    std::vector<float> m_completed;
    float m_most = 0;
};

}  // namespace headroom::views
