#pragma once

#include <cstdint>
#include <vector>

#include "model/quantities.h"

namespace headroom::sim {

using model::Duration;
using model::Instant;

/// Receives events. A component derives from it once and tells its events apart by `code`.
class EventTarget {
public:
    virtual void onEvent(std::uint32_t code, std::uint64_t argument) = 0;

protected:
    ~EventTarget() = default;
};

/// Names a scheduled event; stays valid (and harmless) after the event has fired or was cancelled.
struct EventHandle {
    std::uint32_t slot = ~0U;
    std::uint32_t generation = 0;
    bool operator==(const EventHandle&) const = default;
};

/// The discrete-event kernel: single-threaded, integer nanoseconds, total order (time, sequence of scheduling).
/// Scheduling allocates nothing once the pools have grown to the run's peak.
class Kernel {
public:
    Instant now() const { return m_now; }
    /// Sequence number of the event being dispatched; orders what happens within one instant.
    std::uint64_t sequence() const { return m_dispatched; }
    std::uint64_t dispatchedEvents() const { return m_dispatched; }

    /// `at` is not before now(); earlier instants are a broken invariant (std::logic_error in debug builds).
    EventHandle schedule(Instant at, EventTarget& target, std::uint32_t code, std::uint64_t argument = 0);
    EventHandle scheduleAfter(Duration delay, EventTarget& target, std::uint32_t code, std::uint64_t argument = 0) {
        return schedule(m_now + delay, target, code, argument);
    }
    /// Returns whether the event was still pending.
    bool cancel(EventHandle handle);
    bool isPending(EventHandle handle) const;

    /// Time of the next event; never() when there is none.
    Instant nextTime() const;
    /// Dispatches the next event; false when there is none or it lies after `limit`.
    bool step(Instant limit);
    /// Dispatches all events up to and including `limit`, then sets the clock to it.
    void runUntil(Instant limit);

private:
    // Owned by the kernel's author: see kernel.cpp.
    struct Entry {
        std::int64_t time;
        std::uint64_t order;
        std::uint32_t slot;
    };
    struct Slot {
        EventTarget* target = nullptr;
        std::uint64_t argument = 0;
        std::uint32_t code = 0;
        std::uint32_t generation = 0;
    };
    Instant m_now;
    std::uint64_t m_dispatched = 0;
    std::uint64_t m_nextOrder = 0;
    std::vector<Entry> m_heap;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_freeSlots;
};

}  // namespace headroom::sim
