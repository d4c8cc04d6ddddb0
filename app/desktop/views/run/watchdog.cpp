#include "app/desktop/views/run/watchdog.h"

#include <algorithm>

namespace headroom::views {
namespace {

constexpr double busyPatience = 6;  ///< times the ordinary one

}  // namespace

void Watchdog::begin(double now) {
    m_should = false;
    m_shouldSpeakSince = now;
    m_cpuSeconds = -1;
    m_cpuMovedAt = now;
}

bool Watchdog::isHanging(const Sight& sight) {
    if (sight.cpuSeconds != m_cpuSeconds) {
        m_cpuSeconds = sight.cpuSeconds;
        m_cpuMovedAt = sight.now;
    }
    if (sight.shouldSpeak && !m_should) m_shouldSpeakSince = sight.now;
    m_should = sight.shouldSpeak;
    if (!m_should) return false;
    const double silence = std::min(sight.silence, sight.now - m_shouldSpeakSince) - 2 * sight.expectedGap;
    return silence > m_patience * busyPatience || (silence > m_patience && sight.now - m_cpuMovedAt > m_patience);
}

}  // namespace headroom::views
