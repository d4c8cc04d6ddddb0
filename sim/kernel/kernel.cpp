#include "sim/kernel/kernel.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::sim {

bool Kernel::cancel(EventHandle handle) {
    if (!isPending(handle)) return false;
    release(handle.slot);
    ++m_stale;
    if (isStale(m_heap.front())) dropStaleHeads();
    // Compacting only when half of the queue is stale makes a cancellation cost O(1) amortised.
    if (m_stale > 64 && m_stale > m_heap.size() / 2) compact();
    return true;
}

void Kernel::runUntil(Instant limit) {
    while (step(limit)) {
    }
    arriveAt(limit);
}

bool Kernel::runUntil(Instant limit, std::uint64_t atMost) {
    for (; atMost > 0; --atMost) {
        if (step(limit)) continue;
        arriveAt(limit);
        return true;
    }
    return false;
}

void Kernel::arriveAt(Instant limit) {
    if (!limit.isNever() && m_now < limit) m_now = limit;
}

void Kernel::dropStaleHeads() {
    while (m_stale != 0 && isStale(m_heap.front())) {
        popHead();
        --m_stale;
    }
}

void Kernel::compact() {
    std::erase_if(m_heap, [this](const Entry& entry) { return isStale(entry); });
    m_stale = 0;
    if (m_heap.size() < 2) return;
    for (std::size_t i = (m_heap.size() - 2) / 4 + 1; i-- > 0;) siftDown(i, m_heap[i]);
}

std::uint32_t Kernel::addSlot() {
    if (m_slots.size() > slotMask) throw std::logic_error("kernel: more than 2^24 events pending");
    m_slots.emplace_back();
    return static_cast<std::uint32_t>(m_slots.size() - 1);
}

void Kernel::refusePast() {
    throw std::logic_error("kernel: an event was scheduled before the current instant");
}

}  // namespace headroom::sim
