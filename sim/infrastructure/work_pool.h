#pragma once

#include <cstdint>
#include <vector>

#include "sim/infrastructure/port.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// A piece of work under way on an infrastructure.
struct Work {
    enum class Kind : std::uint8_t { Cpu, Transfer, Disk };
    enum class State : std::uint8_t {
        Free,
        Latent,  ///< a transfer before its first byte: `event` ends the latency
        Served,  ///< in progress
        Parked,  ///< in its owner's books, but suspended
        Ended,   ///< served in full, but still in its owner's books: `event` takes it out and tells the listener
        Ending,  ///< its end is decided and in no one's books: `event` tells the listener
    };
    WorkListener* listener = nullptr;
    std::uint64_t token = 0;
    std::uint64_t order = 0;  ///< of its start
    double amount = 0;        ///< nanoseconds of one core, or bytes
    double done = 0;          ///< of the amount, while Parked
    EventHandle event;
    std::uint32_t generation = 0;
    std::uint32_t owner = 0;     ///< cgroup, route class or disk
    std::uint32_t position = 0;  ///< in its fair queue's heap or its owner's list
    Kind kind = Kind::Cpu;
    State state = State::Free;
    WorkOutcome outcome = WorkOutcome::Completed;  ///< while Ending
};

/// All work under way; slots are reused, so that a start allocates nothing once the pool has grown to the run's peak.
class WorkPool {
public:
    std::uint32_t allocate(Work::Kind kind, std::uint32_t owner, double amount, WorkListener& listener, std::uint64_t token);
    void release(std::uint32_t slot);

    Work& operator[](std::uint32_t slot) { return m_works[slot]; }
    const Work& operator[](std::uint32_t slot) const { return m_works[slot]; }
    WorkHandle handle(std::uint32_t slot) const { return {slot, m_works[slot].generation}; }
    /// Null when the work has ended.
    Work* find(WorkHandle handle);
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_works.size()); }

private:
    std::vector<Work> m_works;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_started = 0;
};

}  // namespace headroom::sim
