#include "model/forecast/watch_progress.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::forecast {
namespace {

/// Nothing that came in a while may be little that comes rarely: that isn't known to any precision.
double errorOf(const ClientLoad& load) {
    if (load.basis == ClientLoad::Basis::None || load.basis == ClientLoad::Basis::Users) return 0;
    return load.factor > 0 ? load.relativeError : std::numeric_limits<double>::infinity();
}

bool isLagKnown(const ObservedState& state, const std::string& group) {
    const auto isKnown = [](const ObservedGroup& one) {
        return std::ranges::any_of(one.lags, [](const ObservedLag& lag) { return lag.records.has_value(); });
    };
    return std::ranges::any_of(state.groups,
                               [&](const ObservedGroup& one) { return (group.empty() || one.group == group) && isKnown(one); });
}

}  // namespace

WatchProgress watchProgress(std::size_t frames, model::Duration watched, const ObservedState& state, const StartingPoint& start,
                            model::Duration wanted, const std::string& group) {
    WatchProgress progress;
    for (const ClientLoad& load : start.loads) progress.loadError = std::max(progress.loadError, errorOf(load));
    const bool hasScatter = frames >= fewestFrames;
    progress.isLoadKnown = hasScatter && progress.loadError <= loadPrecision;
    const double seconds = watched.toSeconds();
    if (wanted.ns > 0) {
        progress.isEnough = frames >= 2 && watched >= wanted;
        progress.done = std::min(1.0, seconds / wanted.toSeconds());
        return progress;
    }
    const bool isKnown = progress.isLoadKnown && isLagKnown(state, group);
    progress.isEnough = hasScatter && (isKnown || watched >= longestWatch);
    // An error falls with the root of the time.
    const double byError = progress.loadError > 0 ? std::pow(loadPrecision / progress.loadError, 2) : 0;
    const double share = std::max(seconds / longestWatch.toSeconds(), std::min(1.0, byError));
    progress.done = std::clamp(std::min(static_cast<double>(frames) / fewestFrames, share), 0.0, 1.0);
    return progress;
}

}  // namespace headroom::forecast
