#pragma once

#include <functional>
#include <optional>

#include "sim/infrastructure/port.h"

namespace headroom::sim {

/// Owns the main loop of a run and the infrastructure under it.
///
/// SimGrid's loop is entered once and can't be left and re-entered, so the loop is the driver's and what happens
/// between slices is a callable: it may emit a frame, obey commands, inject faults, or block while the run is paused.
class Driver {
public:
    /// Called at the start of the run and at each slice's end, with the clock there and all events up to it dispatched;
    /// returns the end of the next slice, not before `now`, or nothing to end the run.
    using NextSlice = std::function<std::optional<Instant>(Instant now)>;

    /// Called now and then within a slice, between two events, however slow the slice is: what must not wait for its end can be
    /// done here, as long as it leaves the simulation alone. False ends the run with the present instant.
    using Pause = std::function<bool()>;

    virtual ~Driver() = default;
    virtual Infrastructure& infrastructure() = 0;
    /// Runs to the end; callable once.
    virtual void run(const NextSlice& nextSlice, const Pause& pause) = 0;
    void run(const NextSlice& nextSlice) {
        run(nextSlice, [] { return true; });
    }
};

}  // namespace headroom::sim
