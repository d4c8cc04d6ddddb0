#include "services/store/connection_pool.h"

#include <algorithm>
#include <chrono>

#include "services/execution/work.h"

namespace headroom::services {

using model::Duration;
using model::Instant;

namespace {

constexpr Duration firstPause = Duration::milliseconds(100);
constexpr Duration longestPause = Duration::seconds(2);

}  // namespace

ConnectionPool::Lent::~Lent() {
    if (m_database != nullptr) m_pool->giveBack(std::move(m_database));
}

bool ConnectionPool::waitForTurn(Lock& lock, Instant deadline) {
    const std::uint64_t ticket = m_nextTicket++;
    m_waiting.push_back(ticket);
    const auto isTurn = [&] { return m_waiting.front() == ticket && (!m_size || m_lent < *m_size); };
    const bool isInTime = m_timeout.isInfinite()
                              ? (m_changed.wait(lock, isTurn), true)
                              : m_changed.wait_for(lock, std::chrono::nanoseconds((deadline - now()).ns), isTurn);
    std::erase(m_waiting, ticket);
    if (isInTime) ++m_lent;
    m_changed.notify_all();
    return isInTime;
}

std::optional<ConnectionPool::Lent> ConnectionPool::take(std::string& error) {
    const Instant deadline = m_timeout.isInfinite() ? now() : now() + m_timeout;
    Lock lock(m_mutex);
    if (!waitForTurn(lock, deadline)) return std::nullopt;
    do {
        auto database = takeIdle(lock);
        if (database == nullptr) database = connect(lock, error);
        if (database != nullptr) return Lent(*this, std::move(database));
    } while (waitForAttempt(lock, deadline));
    --m_lent;
    m_changed.notify_all();
    return std::nullopt;
}

/// Of those that are given back only what still works.
std::unique_ptr<StoreDatabase> ConnectionPool::takeIdle(Lock& lock) {
    while (!m_idle.empty()) {
        auto database = std::move(m_idle.back());
        m_idle.pop_back();
        if (database->isAlive()) return database;
        lock.unlock();
        database.reset();
        lock.lock();
    }
    return nullptr;
}

/// Tries, if it is time for that: while attempts fail they begin a pause apart, whoever makes them.
std::unique_ptr<StoreDatabase> ConnectionPool::connect(Lock& lock, std::string& error) {
    error = m_lastError;
    const Duration pause = m_pause;
    if (pause.ns > 0 && now() < m_nextAttempt) return nullptr;
    m_nextAttempt = now() + pause;
    lock.unlock();
    auto made = m_connect();
    lock.lock();
    m_lastError = made ? "" : made.error().message;
    m_pause = made ? Duration{0} : std::max(m_pause, std::clamp(pause + pause, firstPause, longestPause));
    m_nextAttempt = now() + m_pause;
    m_changed.notify_all();
    error = m_lastError;
    return made ? std::move(made.value()) : nullptr;
}

/// False where the time is over before.
bool ConnectionPool::waitForAttempt(Lock& lock, Instant deadline) {
    const Instant until = std::min(m_nextAttempt, deadline);
    const auto isWorthIt = [&] { return m_pause.ns == 0 || !m_idle.empty(); };
    m_changed.wait_for(lock, std::chrono::nanoseconds((until - now()).ns), isWorthIt);
    return now() < deadline;
}

void ConnectionPool::giveBack(std::unique_ptr<StoreDatabase> database) {
    const bool isAlive = database->isAlive();
    if (!isAlive) database.reset();
    const Lock lock(m_mutex);
    if (isAlive) m_idle.push_back(std::move(database));
    --m_lent;
    m_changed.notify_all();
}

}  // namespace headroom::services
