#include "app/desktop/views/playhead.h"

#include <algorithm>

namespace headroom::views {

Playhead::Playhead(const TraceSource& source, QObject* parent) : QObject(parent), m_source(source) {
    connect(&source, &TraceSource::replaced, this, [this] { m_fixed.reset(); });
    connect(&source, &TraceSource::begun, this, &Playhead::moved);
    connect(&source, &TraceSource::grew, this, [this] {
        if (isFollowing()) emit moved();
    });
}

std::optional<std::size_t> Playhead::frame() const {
    const auto& frames = m_source.trace().frames();
    if (frames.empty()) return std::nullopt;
    if (!m_fixed) return frames.size() - 1;
    const auto after = std::ranges::upper_bound(frames, *m_fixed, {}, &trace::MemoryTrace::FrameStamp::time);
    if (after == frames.begin()) return std::nullopt;
    return static_cast<std::size_t>(after - frames.begin()) - 1;
}

model::Instant Playhead::instant() const {
    const auto position = frame();
    return position ? m_source.trace().frames()[*position].time : model::Instant{};
}

void Playhead::moveTo(model::Instant instant) {
    const auto& frames = m_source.trace().frames();
    if (frames.empty() || instant > frames.back().time)
        m_fixed.reset();
    else
        m_fixed = std::max(instant, frames.front().time);
    emit moved();
}

void Playhead::stepBy(int frames) {
    const auto position = frame();
    if (!position) return;
    const auto& stamps = m_source.trace().frames();
    const auto target = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(*position) + frames, 0,
                                                   static_cast<std::ptrdiff_t>(stamps.size()) - 1);
    moveTo(stamps[static_cast<std::size_t>(target)].time);
}

void Playhead::follow() {
    m_fixed.reset();
    emit moved();
}

}  // namespace headroom::views
