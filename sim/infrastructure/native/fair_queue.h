#pragma once

#include <cstdint>
#include <vector>

#include "sim/infrastructure/work_pool.h"

namespace headroom::sim {

/// Serves all its works at one common rate; a start, an end and a change of rate cost O(log n).
///
/// Keeps one virtual time, the service each work present has received, instead of a remainder per work. A work ends at
/// its exact instant rounded up to the next whole nanosecond; an exact instant less than 1e-4 ns above a whole one counts
/// as that one, which absorbs floating-point noise. What was served counts each work's own amount, so work is conserved.
class FairQueue {
public:
    explicit FairQueue(WorkPool& pool) : m_pool(&pool) {}

    bool empty() const { return m_heap.empty(); }
    std::size_t size() const { return m_heap.size(); }
    /// A work present, whichever is cheapest to remove; the queue is not empty.
    std::uint32_t lastSlot() const { return m_heap.back().slot; }
    double rate() const { return m_rate; }
    /// Total served up to `now`, in the works' unit.
    double served(Instant now) const { return m_served + pending(now) * static_cast<double>(m_heap.size()); }

    /// Brings the virtual time up to `now`; required before every change below.
    void advance(Instant now);
    /// Units per nanosecond for each work.
    void setRate(double rate) { m_rate = rate; }
    void add(std::uint32_t slot);
    void remove(std::uint32_t slot);
    /// Removes the work that ends first (in order of start among equals) and counts it as entirely served.
    std::uint32_t takeFirst();
    /// Whether the first work, if there is one, has been served in full.
    bool endsNow() const;
    /// When the first work ends at the present rate; never() when there is none or the rate is 0.
    Instant nextEnd(Instant now) const;

private:
    struct Entry {
        double finish;  ///< virtual time of the end
        std::uint64_t order;
        std::uint32_t slot;
    };

    double pending(Instant now) const { return m_rate * static_cast<double>((now - m_last).ns); }
    static bool before(const Entry& a, const Entry& b) { return a.finish != b.finish ? a.finish < b.finish : a.order < b.order; }
    void place(std::size_t position, const Entry& entry);
    void siftUp(std::size_t position, Entry entry);
    void siftDown(std::size_t position, Entry entry);
    void removeAt(std::size_t position);

    WorkPool* m_pool;
    std::vector<Entry> m_heap;
    double m_virtual = 0;
    double m_rate = 0;
    double m_served = 0;
    Instant m_last;
};

}  // namespace headroom::sim
