#pragma once

#include <cstdint>
#include <deque>

#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Told that the timeout of a token ran out; a token whose call has ended is to be ignored.
class TimeoutListener {
public:
    virtual void onTimeout(std::uint64_t token) = 0;

protected:
    ~TimeoutListener() = default;
};

/// Timeouts of one constant length: they fall due in the order they were set, so a queue with one kernel event at its
/// head replaces a timer each. A call that ends in time costs nothing more than its entry.
class TimeoutQueue final : public EventTarget {
public:
    TimeoutQueue(Kernel& kernel, Duration length, TimeoutListener& listener)
        : m_kernel(kernel), m_length(length), m_listener(listener) {}

    void add(std::uint64_t token) {
        m_entries.push_back({m_kernel.now() + m_length, token});
        if (m_entries.size() == 1) m_kernel.schedule(m_entries.front().deadline, *this, 0);
    }

    Duration length() const { return m_length; }

    void onEvent(std::uint32_t, std::uint64_t) override {
        while (!m_entries.empty() && m_entries.front().deadline <= m_kernel.now()) {
            const std::uint64_t token = m_entries.front().token;
            m_entries.pop_front();
            m_due.push_back(token);
        }
        if (!m_entries.empty()) m_kernel.schedule(m_entries.front().deadline, *this, 0);
        std::deque<std::uint64_t> due;
        due.swap(m_due);
        for (const std::uint64_t token : due) m_listener.onTimeout(token);
    }

private:
    struct Entry {
        Instant deadline;
        std::uint64_t token;
    };
    Kernel& m_kernel;
    Duration m_length;
    TimeoutListener& m_listener;
    std::deque<Entry> m_entries;
    std::deque<std::uint64_t> m_due;
};

}  // namespace headroom::sim
