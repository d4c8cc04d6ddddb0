#pragma once

#include <functional>
#include <memory>
#include <simgrid/s4u.hpp>
#include <vector>

#include "sim/infrastructure/driver.h"
#include "sim/infrastructure/work_pool.h"

namespace simgrid::kernel::timer {
class Timer;
}

namespace headroom::sim {

/// The bridge between SimGrid's loop and our kernel: activities in progress, their completions, and the one timer.
///
/// The timer is armed at the head of our queue; its handler dispatches what is due. SimGrid's completion callback only
/// schedules a kernel event, so that behaviours never run inside it.
class SimgridEngine final : public EventTarget {
public:
    explicit SimgridEngine(Kernel& kernel);

    Kernel& kernel() { return m_kernel; }
    WorkPool& pool() { return m_pool; }
    simgrid::s4u::NetZone& root() { return *m_root; }

    /// Whether SimGrid takes activities: its loop runs. Work started before waits for onStart().
    bool isRunning() const { return m_running; }
    /// Called in order of registration once the loop runs, before anything is dispatched.
    void onStart(std::function<void()> callback) { m_onStart.push_back(std::move(callback)); }
    /// Starts the activity for the work in `slot`, which is Served from now on; only while isRunning().
    void begin(std::uint32_t slot, simgrid::s4u::ActivityPtr activity);
    simgrid::s4u::Activity& activity(std::uint32_t slot) { return *m_activities[slot]; }
    /// Stops the activity of the work in `slot`, Served, Parked or Ended; the work itself stays, its event does not.
    void stop(std::uint32_t slot);
    /// Stops the activity of the work in `slot`, which is Parked until the next begin(). SimGrid 3.32 can't suspend an
    /// activity a second time, so the rest of the work becomes a new activity.
    void park(std::uint32_t slot);
    /// Amount of the work in `slot` done so far, while Served, Parked or Ended.
    double done(std::uint32_t slot) const;
    /// Tells the listener of the work in `slot` in an event of the present instant.
    void endAtOnce(std::uint32_t slot, WorkOutcome outcome);
    /// Ends all of them as Failed, in order of their starts.
    void failInOrder(std::vector<std::uint32_t>& slots);
    /// Told when an activity has completed, before its listener is.
    void onServed(Work::Kind kind, std::function<void(std::uint32_t)> callback) {
        m_onServed[static_cast<std::size_t>(kind)] = std::move(callback);
    }

    void run(const Driver::NextSlice& nextSlice, const Driver::Pause& pause);
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    void drop(std::uint32_t slot);
    bool hasFinishedUntold(std::uint32_t slot) const;
    void complete(const simgrid::s4u::Activity& activity);
    void arm();
    void dispatch();
    void start();
    void pauseIfDue();
    void goOn(std::optional<Instant> sliceEnd);
    void endRun();

    Kernel& m_kernel;
    WorkPool m_pool;
    simgrid::s4u::Engine m_engine;
    simgrid::s4u::NetZone* m_root = nullptr;
    std::vector<simgrid::s4u::ActivityPtr> m_activities;  ///< by slot
    std::vector<simgrid::s4u::ActivityPtr> m_ended;       ///< a reference dropped inside a callback crashes
    std::function<void(std::uint32_t)> m_onServed[3];
    std::vector<std::function<void()>> m_onStart;
    Driver::NextSlice m_nextSlice;
    Driver::Pause m_pause;
    std::uint64_t m_pausedAt = 0;  ///< events dispatched then
    Instant m_sliceEnd;
    simgrid::kernel::timer::Timer* m_timer = nullptr;
    Instant m_armed = Instant::never();
    bool m_armedForBoundary = false;
    bool m_dispatching = false;
    bool m_entered = false;
    bool m_running = false;
    bool m_stopped = false;
};

}  // namespace headroom::sim
