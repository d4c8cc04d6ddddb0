#pragma once
// How long a deployment has to be watched before its load is known.

#include "model/forecast/observed_state.h"
#include "model/forecast/starting_point.h"

namespace headroom::forecast {

/// One standard error of each client's load, as a share of it, that is good enough.
inline constexpr double loadPrecision = 0.05;
/// Fewer frames say nothing of their own scatter.
inline constexpr std::size_t fewestFrames = 5;
/// What isn't known by then, more frames would hardly tell. Rates are of that long anyway.
inline constexpr model::Duration longestWatch = rateWindow;

/// How far a watch is.
struct WatchProgress {
    double done = 0;  ///< share of it, as far as that can be foreseen
    bool isEnough = false;
    double loadError = 0;      ///< the largest relative standard error of a client's load; infinite where nothing has come
    bool isLoadKnown = false;  ///< to loadPrecision; what nobody could measure is taken as the scenario says it
};

/// After so many frames over so much time, what was observed and made of it at the last one. `wanted` is how long the watch is to
/// be; 0: until the load is known and `group` has a known lag (empty: any group), at most longestWatch.
WatchProgress watchProgress(std::size_t frames, model::Duration watched, const ObservedState& state, const StartingPoint& start,
                            model::Duration wanted, const std::string& group);

}  // namespace headroom::forecast
