#include "services/store/connection_pool.h"

#include <algorithm>
#include <chrono>

namespace headroom::services {

ConnectionPool::Lent::~Lent() {
    if (m_database != nullptr) m_pool->giveBack(std::move(m_database));
}

bool ConnectionPool::waitForTurn(std::unique_lock<std::mutex>& lock) {
    const std::uint64_t ticket = m_nextTicket++;
    m_waiting.push_back(ticket);
    const auto isTurn = [&] { return m_waiting.front() == ticket && (!m_size || m_lent < *m_size); };
    const bool isInTime = m_timeout.isInfinite() ? (m_changed.wait(lock, isTurn), true)
                                                 : m_changed.wait_for(lock, std::chrono::nanoseconds(m_timeout.ns), isTurn);
    std::erase(m_waiting, ticket);
    if (isInTime) ++m_lent;
    m_changed.notify_all();
    return isInTime;
}

std::optional<ConnectionPool::Lent> ConnectionPool::take(std::string& error) {
    std::unique_lock lock(m_mutex);
    if (!waitForTurn(lock)) return std::nullopt;
    if (!m_idle.empty()) {
        auto database = std::move(m_idle.back());
        m_idle.pop_back();
        return Lent(*this, std::move(database));
    }
    lock.unlock();
    auto made = m_connect();
    if (made) return Lent(*this, std::move(made.value()));
    error = made.error().message;
    lock.lock();
    --m_lent;
    m_changed.notify_all();
    return std::nullopt;
}

void ConnectionPool::giveBack(std::unique_ptr<StoreDatabase> database) {
    const std::scoped_lock lock(m_mutex);
    m_idle.push_back(std::move(database));
    --m_lent;
    m_changed.notify_all();
}

}  // namespace headroom::services
