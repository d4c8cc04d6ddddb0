#pragma once

#include <QObject>

#include "app/desktop/views/playhead.h"

namespace headroom::views {

/// Two playheads at the same simulated instant; the one whose trace is shorter stays at its end.
class SynchronisedPlayheads : public QObject {
    Q_OBJECT

public:
    /// Both sources outlive it.
    SynchronisedPlayheads(const TraceSource& a, const TraceSource& b, QObject* parent = nullptr);

    Playhead& a() { return m_a; }
    Playhead& b() { return m_b; }

private:
    void follow(const Playhead& from, Playhead& to);

    Playhead m_a;
    Playhead m_b;
    bool m_isMoving = false;
};

}  // namespace headroom::views
