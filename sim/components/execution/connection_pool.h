#pragma once

#include <cstdint>
#include <deque>

#include "model/quantities.h"

namespace headroom::sim {

/// Connections of one workplace to one store (Hikari and its like): first come, first served.
/// Waiters are execution tokens; the owner times them out after connectionTimeout by removing them.
class ConnectionPool {
public:
    ConnectionPool(int maximumSize, model::Duration connectionTimeout)
        : m_free(maximumSize), m_size(maximumSize), m_timeout(connectionTimeout) {}

    /// Takes a connection, or queues the token and returns false.
    bool acquire(std::uint64_t token) {
        if (m_free > 0) {
            --m_free;
            return true;
        }
        m_waiting.push_back(token);
        return false;
    }

    /// Gives a connection back; returns the token it went to at once, or 0.
    std::uint64_t release() {
        if (m_waiting.empty()) {
            ++m_free;
            return 0;
        }
        const std::uint64_t next = m_waiting.front();
        m_waiting.pop_front();
        return next;
    }

    /// Takes a waiter out of the queue.
    bool abandon(std::uint64_t token) {
        for (auto it = m_waiting.begin(); it != m_waiting.end(); ++it) {
            if (*it != token) continue;
            m_waiting.erase(it);
            return true;
        }
        return false;
    }

    int size() const { return m_size; }
    int inUse() const { return m_size - m_free; }
    std::size_t waiting() const { return m_waiting.size(); }
    model::Duration timeout() const { return m_timeout; }

private:
    int m_free;
    int m_size;
    model::Duration m_timeout;
    std::deque<std::uint64_t> m_waiting;
};

}  // namespace headroom::sim
