#include "connectors/http/deadline.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace headroom::connectors::http {
namespace {

constexpr auto askedEvery = std::chrono::milliseconds(50);

}  // namespace

Deadline::Deadline(std::chrono::milliseconds allowed, std::function<bool()> isCancelled)
    : m_asked(std::move(isCancelled)),
      m_allowed(allowed),
      m_end(Clock::now() + allowed),
      m_thread([this](const std::stop_token& stop) { run(stop); }) {}

Deadline::~Deadline() {
    m_thread.request_stop();
    m_thread.join();
    for (const int socket : m_sockets) close(socket);
}

void Deadline::watch(int socket) {
    const int duplicate = fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (duplicate < 0) return;
    const std::lock_guard lock(m_mutex);
    m_sockets.push_back(duplicate);
    if (m_isOver || m_isCancelled) end();
}

void Deadline::allow(std::chrono::milliseconds more) {
    const std::lock_guard lock(m_mutex);
    m_allowed = more;
    m_end = Clock::now() + more;
}

std::chrono::milliseconds Deadline::allowed() const {
    const std::lock_guard lock(m_mutex);
    return m_allowed;
}

bool Deadline::isOver() const {
    const std::lock_guard lock(m_mutex);
    return m_isOver || Clock::now() >= m_end;
}

bool Deadline::isCancelled() const {
    const std::lock_guard lock(m_mutex);
    return m_isCancelled;
}

std::chrono::milliseconds Deadline::left() const {
    const std::lock_guard lock(m_mutex);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_end - Clock::now());
    return std::max(left, std::chrono::milliseconds(1));
}

void Deadline::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const bool isCancelled = m_asked();
        std::unique_lock lock(m_mutex);
        m_isCancelled = isCancelled;
        m_isOver = Clock::now() >= m_end;
        if (m_isOver || m_isCancelled) return end();
        m_wake.wait_until(lock, stop, std::min(m_end, Clock::now() + askedEvery), [] { return false; });
    }
}

void Deadline::end() {
    for (const int socket : m_sockets) shutdown(socket, SHUT_RDWR);
}

}  // namespace headroom::connectors::http
