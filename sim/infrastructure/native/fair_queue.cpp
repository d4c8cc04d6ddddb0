#include "sim/infrastructure/native/fair_queue.h"

#include <cmath>

namespace headroom::sim {

namespace {

constexpr double leastAmount = 1e-6;  // less is floating-point noise

}  // namespace

void FairQueue::advance(Instant now) {
    if (!m_heap.empty()) {
        const double each = pending(now);
        m_virtual += each;
        m_served += each * static_cast<double>(m_heap.size());
    }
    m_last = now;
}

void FairQueue::add(std::uint32_t slot) {
    // An idle queue starts from zero again: small numbers keep the virtual time exact.
    if (m_heap.empty()) m_virtual = 0;
    const Work& work = (*m_pool)[slot];
    m_heap.push_back({});
    siftUp(m_heap.size() - 1, {m_virtual + work.amount, work.order, slot});
}

void FairQueue::remove(std::uint32_t slot) {
    removeAt((*m_pool)[slot].position);
}

std::uint32_t FairQueue::takeFirst() {
    const Entry first = m_heap.front();
    m_served += first.finish - m_virtual;
    removeAt(0);
    return first.slot;
}

bool FairQueue::endsNow() const {
    return !m_heap.empty() && m_heap.front().finish - m_virtual <= leastAmount;
}

Instant FairQueue::nextEnd(Instant now) const {
    if (m_heap.empty()) return Instant::never();
    const double amount = m_heap.front().finish - m_virtual;
    // A work that ends in the very instant in which its owner is suspended has still ended.
    if (amount <= leastAmount) return now;
    if (m_rate <= 0) return Instant::never();
    constexpr double noise = 1e-4;
    constexpr double farthest = 0x1p62;
    const double remaining = (m_rate == 1 ? amount : amount / m_rate) - noise;
    if (!(remaining < farthest)) return Instant::never();
    const auto whole =
        static_cast<std::int64_t>(remaining);  // rounded up by hand: no instruction does it on the oldest processors
    return now + Duration{whole + (static_cast<double>(whole) < remaining ? 1 : 0)};
}

void FairQueue::place(std::size_t position, const Entry& entry) {
    m_heap[position] = entry;
    (*m_pool)[entry.slot].position = static_cast<std::uint32_t>(position);
}

void FairQueue::siftUp(std::size_t position, Entry entry) {
    while (position != 0) {
        const std::size_t parent = (position - 1) / 2;
        if (!before(entry, m_heap[parent])) break;
        place(position, m_heap[parent]);
        position = parent;
    }
    place(position, entry);
}

void FairQueue::siftDown(std::size_t position, Entry entry) {
    for (std::size_t child = 2 * position + 1; child < m_heap.size(); child = 2 * position + 1) {
        if (child + 1 < m_heap.size() && before(m_heap[child + 1], m_heap[child])) ++child;
        if (!before(m_heap[child], entry)) break;
        place(position, m_heap[child]);
        position = child;
    }
    place(position, entry);
}

void FairQueue::removeAt(std::size_t position) {
    const Entry last = m_heap.back();
    m_heap.pop_back();
    if (position == m_heap.size()) return;
    if (position != 0 && before(last, m_heap[(position - 1) / 2])) {
        siftUp(position, last);
    } else {
        siftDown(position, last);
    }
}

}  // namespace headroom::sim
