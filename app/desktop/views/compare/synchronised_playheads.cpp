#include "app/desktop/views/compare/synchronised_playheads.h"

namespace headroom::views {

SynchronisedPlayheads::SynchronisedPlayheads(const TraceSource& a, const TraceSource& b, QObject* parent)
    : QObject(parent), m_a(a), m_b(b) {
    connect(&m_a, &Playhead::moved, this, [this] { follow(m_a, m_b); });
    connect(&m_b, &Playhead::moved, this, [this] { follow(m_b, m_a); });
}

void SynchronisedPlayheads::follow(const Playhead& from, Playhead& to) {
    // Each moves the other: once is enough. A source that grows while followed moves nobody else.
    if (m_isMoving || (from.isFollowing() && to.isFollowing())) return;
    m_isMoving = true;
    if (from.isFollowing())
        to.follow();
    else
        to.moveTo(from.instant());
    m_isMoving = false;
}

}  // namespace headroom::views
