#pragma once

#include <cstddef>
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
/// Scheduling allocates nothing once the pools have grown to the run's peak; a cancelled event leaves the queue at the
/// latest when as many cancelled as pending ones are in it. At most 2^24 events pend at once, 2^40 are ever scheduled.
class Kernel {
public:
    Instant now() const { return m_now; }
    /// Sequence number of the event being dispatched; orders what happens within one instant.
    std::uint64_t sequence() const { return m_dispatched; }
    std::uint64_t dispatchedEvents() const { return m_dispatched; }
    /// Events scheduled and neither dispatched nor cancelled yet.
    std::size_t pendingEvents() const { return m_heap.size() - m_stale; }
    /// Entries held for pending and for cancelled events.
    std::size_t queueLength() const { return m_heap.size(); }

    /// `at` is not before now(); earlier instants are a broken invariant (std::logic_error).
    EventHandle schedule(Instant at, EventTarget& target, std::uint32_t code, std::uint64_t argument = 0);
    EventHandle scheduleAfter(Duration delay, EventTarget& target, std::uint32_t code, std::uint64_t argument = 0) {
        return schedule(m_now + delay, target, code, argument);
    }
    /// Returns whether the event was still pending.
    bool cancel(EventHandle handle);
    bool isPending(EventHandle handle) const {
        return handle.slot < m_slots.size() && m_slots[handle.slot].generation == handle.generation;
    }

    /// Time of the next event; never() when there is none.
    Instant nextTime() const { return m_heap.empty() ? Instant::never() : Instant{m_heap.front().time}; }
    /// Dispatches the next event; false when there is none or it lies after `limit`.
    bool step(Instant limit);
    /// Dispatches all events up to and including `limit`, then sets the clock to it (never() leaves it at the last event).
    void runUntil(Instant limit);
    /// The same in bites: dispatches `atMost` events at most; whether it came to the limit and set the clock to it.
    bool runUntil(Instant limit, std::uint64_t atMost);

private:
    static constexpr unsigned slotBits = 24;
    static constexpr std::uint64_t slotMask = (1ULL << slotBits) - 1;

    /// 16 bytes, so that four siblings of the 4-ary heap are one cache line. `key` is order << slotBits | slot.
    struct Entry {
        std::int64_t time;
        std::uint64_t key;
    };
    /// An entry of the heap is live while its key is its slot's key.
    struct Slot {
        EventTarget* target = nullptr;
        std::uint64_t argument = 0;
        std::uint64_t key = 0;
        std::uint32_t code = 0;
        std::uint32_t generation = 0;
    };

    static bool before(const Entry& a, const Entry& b) { return a.time != b.time ? a.time < b.time : a.key < b.key; }
    bool isStale(const Entry& entry) const { return m_slots[entry.key & slotMask].key != entry.key; }
    void release(std::uint32_t slot);
    void siftUp(std::size_t hole, Entry entry);
    void siftDown(std::size_t hole, Entry entry);
    void popHead();
    void arriveAt(Instant limit);
    void dropStaleHeads();
    void compact();
    std::uint32_t addSlot();
    [[noreturn]] static void refusePast();

    Instant m_now;
    std::uint64_t m_dispatched = 0;
    std::uint64_t m_nextKey = 1ULL << slotBits;
    std::size_t m_stale = 0;
    std::vector<Entry> m_heap;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_freeSlots;
};

inline void Kernel::siftUp(std::size_t hole, Entry entry) {
    Entry* const heap = m_heap.data();
    while (hole != 0) {
        const std::size_t parent = (hole - 1) / 4;
        if (!before(entry, heap[parent])) break;
        heap[hole] = heap[parent];
        hole = parent;
    }
    heap[hole] = entry;
}

inline EventHandle Kernel::schedule(Instant at, EventTarget& target, std::uint32_t code, std::uint64_t argument) {
    if (at < m_now) refusePast();
    std::uint32_t index = 0;
    if (m_freeSlots.empty()) {
        index = addSlot();
    } else {
        index = m_freeSlots.back();
        m_freeSlots.pop_back();
    }
    const std::uint64_t key = m_nextKey | index;
    m_nextKey += 1ULL << slotBits;
    Slot& slot = m_slots[index];
    slot.target = &target;
    slot.argument = argument;
    slot.key = key;
    slot.code = code;
    m_heap.push_back({});
    siftUp(m_heap.size() - 1, {at.ns, key});
    return {index, slot.generation};
}

inline void Kernel::release(std::uint32_t slot) {
    m_slots[slot].key = 0;
    ++m_slots[slot].generation;
    m_freeSlots.push_back(slot);
}

inline void Kernel::siftDown(std::size_t hole, Entry entry) {
    Entry* const heap = m_heap.data();
    const std::size_t size = m_heap.size();
    for (std::size_t child = 4 * hole + 1; child < size; child = 4 * hole + 1) {
        const std::size_t end = child + 4 < size ? child + 4 : size;
        std::size_t least = child;
        for (std::size_t i = child + 1; i < end; ++i)
            if (before(heap[i], heap[least])) least = i;
        if (!before(heap[least], entry)) break;
        heap[hole] = heap[least];
        hole = least;
    }
    heap[hole] = entry;
}

inline void Kernel::popHead() {
    const Entry last = m_heap.back();
    m_heap.pop_back();
    if (!m_heap.empty()) siftDown(0, last);
}

inline bool Kernel::step(Instant limit) {
    if (m_heap.empty() || m_heap.front().time > limit.ns) return false;
    const Entry head = m_heap.front();
    const auto index = static_cast<std::uint32_t>(head.key & slotMask);
    const Slot slot = m_slots[index];
    release(index);
    popHead();
    if (m_stale != 0) dropStaleHeads();
    m_now = {head.time};
    ++m_dispatched;
    slot.target->onEvent(slot.code, slot.argument);
    return true;
}

}  // namespace headroom::sim
