#pragma once

#include <cstdint>
#include <vector>

#include "sim/infrastructure/port.h"

namespace headroom::sim {

/// Tells the watchers of cgroups of new rates, once those of a change are settled.
class RateAnnouncer {
public:
    /// Null ends it.
    void watch(std::uint32_t cgroup, Infrastructure::RateWatcher* watcher);
    bool isWatched(std::uint32_t cgroup) const { return cgroup < m_watched.size() && m_watched[cgroup].watcher != nullptr; }
    /// Its rate is now `cores`; told at the next announce().
    void changed(std::uint32_t cgroup, double cores) {
        if (!isWatched(cgroup)) return;
        m_watched[cgroup].cores = cores;
        m_changed.push_back(cgroup);
    }
    /// Watchers may change rates again; what they cause is announced after what they were told.
    void announce();

private:
    struct Watched {
        Infrastructure::RateWatcher* watcher = nullptr;
        double cores = 0;
        double announced = 0;
    };
    std::vector<Watched> m_watched;  ///< by cgroup
    std::vector<std::uint32_t> m_changed;
    bool m_isAnnouncing = false;
};

}  // namespace headroom::sim
