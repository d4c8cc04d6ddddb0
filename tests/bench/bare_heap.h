#pragma once
// What the kernel is compared with: a binary heap from the standard library that does the same holds, and nothing else.

#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <vector>

#include "sim/kernel/kernel.h"
#include "sim/random/stream.h"

namespace headroom::sim::bench {

inline volatile std::uint64_t sink = 0;

struct Bare {
    std::int64_t time;
    std::uint64_t order;
    std::uint64_t payload;
    bool operator>(const Bare& other) const { return time != other.time ? time > other.time : order > other.order; }
};
using BareHeap = std::priority_queue<Bare, std::vector<Bare>, std::greater<>>;

/// Takes the first event and schedules another, an exponential time after it, `holds` times; returns `holds`.
inline std::uint64_t bareHold(std::size_t pending, std::uint64_t holds) {
    RandomStream random(1, "hold");
    BareHeap heap;
    std::uint64_t order = 0;
    for (std::size_t i = 0; i < pending; ++i) heap.push({static_cast<std::int64_t>(random.exponential(1e6)), order++, i});
    for (std::uint64_t i = 0; i < holds; ++i) {
        Bare event = heap.top();
        heap.pop();
        event.time += static_cast<std::int64_t>(random.exponential(1e6));
        event.order = order++;
        heap.push(event);
    }
    sink = heap.top().payload;
    return holds;
}

/// An M/M/1 queue on the bare heap, until `customers` are served; returns their number.
inline std::uint64_t bareMm1(std::uint64_t customers) {
    RandomStream arrivals(1, "arrivals");
    RandomStream services(1, "services");
    BareHeap heap;
    std::deque<std::int64_t> waiting;
    std::uint64_t order = 0;
    std::uint64_t served = 0;
    std::int64_t sojourns = 0;
    heap.push({0, order++, 0});
    while (served < customers) {
        const Bare event = heap.top();
        heap.pop();
        if (event.payload == 0) {
            if (waiting.empty()) heap.push({event.time + static_cast<std::int64_t>(services.exponential(8e5)), order++, 1});
            waiting.push_back(event.time);
            heap.push({event.time + static_cast<std::int64_t>(arrivals.exponential(1e6)), order++, 0});
        } else {
            sojourns += event.time - waiting.front();
            waiting.pop_front();
            ++served;
            if (!waiting.empty()) heap.push({event.time + static_cast<std::int64_t>(services.exponential(8e5)), order++, 1});
        }
    }
    sink = static_cast<std::uint64_t>(sojourns);
    return customers;
}

/// The same queue on the kernel.
class Mm1 final : public EventTarget {
public:
    explicit Mm1(Kernel& kernel) : m_kernel(kernel) { m_kernel.schedule({0}, *this, 0); }
    void onEvent(std::uint32_t code, std::uint64_t) override {
        if (code == 0) {
            if (m_waiting.empty()) serve();
            m_waiting.push_back(m_kernel.now());
            m_kernel.scheduleAfter({static_cast<std::int64_t>(m_arrivals.exponential(1e6))}, *this, 0);
        } else {
            sojourns += (m_kernel.now() - m_waiting.front()).ns;
            m_waiting.pop_front();
            ++served;
            if (!m_waiting.empty()) serve();
        }
    }
    std::uint64_t served = 0;
    std::int64_t sojourns = 0;

private:
    void serve() { m_kernel.scheduleAfter({static_cast<std::int64_t>(m_services.exponential(8e5))}, *this, 1); }
    Kernel& m_kernel;
    RandomStream m_arrivals{1, "arrivals"};
    RandomStream m_services{1, "services"};
    std::deque<Instant> m_waiting;
};

inline std::uint64_t kernelMm1(std::uint64_t customers) {
    Kernel kernel;
    Mm1 queue(kernel);
    while (queue.served < customers) kernel.step(Instant::never());
    sink = static_cast<std::uint64_t>(queue.sojourns);
    return customers;
}

}  // namespace headroom::sim::bench
