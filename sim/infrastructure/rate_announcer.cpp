#include "sim/infrastructure/rate_announcer.h"

namespace headroom::sim {

void RateAnnouncer::watch(std::uint32_t cgroup, Infrastructure::RateWatcher* watcher) {
    if (cgroup >= m_watched.size()) m_watched.resize(cgroup + 1);
    m_watched[cgroup].watcher = watcher;
}

void RateAnnouncer::announce() {
    if (m_isAnnouncing) return;
    m_isAnnouncing = true;
    for (std::size_t i = 0; i < m_changed.size(); ++i) {
        const std::uint32_t cgroup = m_changed[i];
        Watched& watched = m_watched[cgroup];
        if (watched.watcher == nullptr || watched.announced == watched.cores) continue;
        watched.announced = watched.cores;
        watched.watcher->onRateChanged(CgroupIndex{cgroup}, watched.cores);
    }
    m_changed.clear();
    m_isAnnouncing = false;
}

}  // namespace headroom::sim
