#pragma once

#include <QObject>
#include <cstddef>
#include <optional>

#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// The instant every view shows: the newest frame while following, or the one somebody scrubbed to. Never touches the run.
class Playhead : public QObject {
    Q_OBJECT

public:
    /// The source outlives it.
    explicit Playhead(const TraceSource& source, QObject* parent = nullptr);

    bool isFollowing() const { return !m_fixed.has_value(); }
    /// Position in trace().frames() of the last frame at or before the instant; nothing before the first frame.
    std::optional<std::size_t> frame() const;
    /// Of that frame; the start without one.
    model::Instant instant() const;
    /// Stays there; beyond the newest frame it follows again.
    void moveTo(model::Instant instant);
    /// One frame on or back.
    void stepBy(int frames);
    void follow();

signals:
    /// Another instant is shown, or the same one is followed or not.
    void moved();

private:
    const TraceSource& m_source;
    std::optional<model::Instant> m_fixed;
};

}  // namespace headroom::views
