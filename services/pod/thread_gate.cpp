#include "services/pod/thread_gate.h"

namespace headroom::services {

bool ThreadGate::enter() {
    std::unique_lock lock(m_mutex);
    const auto waiting = static_cast<int>(m_nextTicket - m_admitted);
    const bool isFree = !m_threads || (m_busy < *m_threads && waiting == 0);
    if (!isFree && m_queue && waiting >= *m_queue) return false;
    const std::uint64_t ticket = m_nextTicket++;
    m_changed.wait(lock, [&] { return ticket == m_admitted && (!m_threads || m_busy < *m_threads); });
    ++m_admitted;
    ++m_busy;
    m_changed.notify_all();
    return true;
}

void ThreadGate::leave() {
    const std::scoped_lock lock(m_mutex);
    --m_busy;
    m_changed.notify_all();
}

int ThreadGate::busy() {
    const std::scoped_lock lock(m_mutex);
    return m_busy;
}

int ThreadGate::queued() {
    const std::scoped_lock lock(m_mutex);
    return static_cast<int>(m_nextTicket - m_admitted);
}

}  // namespace headroom::services
