#pragma once

#include <cstdint>
#include <deque>

#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Told that the timeout of a token ran out; a token whose call has ended is to be ignored.
class TimeoutListener {
public:
    virtual void onTimeout(std::uint64_t token) = 0;
    /// Whether the token's call still goes on.
    virtual bool isWaiting(std::uint64_t token) const = 0;

protected:
    ~TimeoutListener() = default;
};

/// Timeouts of one constant length: they fall due in the order they were set, so a queue with one kernel event replaces a timer
/// each. Calls that ended leave the queue as others come, so that it stays about as long as there are calls that go on.
class TimeoutQueue final : public EventTarget {
public:
    TimeoutQueue(Kernel& kernel, Duration length, TimeoutListener& listener)
        : m_kernel(kernel), m_length(length), m_listener(listener) {}

    void add(std::uint64_t token) {
        m_entries.push_back({m_kernel.now() + m_length, token});
        if (!m_isArmed) arm();
        // Two looks an entry are enough to keep up.
        for (int looks = 0; looks < 2 && m_entries.size() > 1 && !m_listener.isWaiting(m_entries.front().token); ++looks)
            m_entries.pop_front();
    }

    Duration length() const { return m_length; }

    void onEvent(std::uint32_t, std::uint64_t) override {
        m_isArmed = false;
        while (!m_entries.empty() && !m_listener.isWaiting(m_entries.front().token)) m_entries.pop_front();
        while (!m_entries.empty() && m_entries.front().deadline <= m_kernel.now()) {
            const std::uint64_t token = m_entries.front().token;
            m_entries.pop_front();
            m_listener.onTimeout(token);
        }
        if (!m_entries.empty() && !m_isArmed) arm();
    }

private:
    struct Entry {
        Instant deadline;
        std::uint64_t token;
    };
    void arm() {
        m_isArmed = true;
        m_kernel.schedule(m_entries.front().deadline, *this, 0);
    }

    Kernel& m_kernel;
    Duration m_length;
    TimeoutListener& m_listener;
    std::deque<Entry> m_entries;
    bool m_isArmed = false;  ///< an event comes at the first entry's deadline or before
};

}  // namespace headroom::sim
