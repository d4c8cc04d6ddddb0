#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "model/quantities.h"
#include "services/store/store_database.h"

namespace headroom::services {

/// The connections of a pod to one store, made when first needed; threads wait for one in the order they came. What broke is
/// thrown away. While none can be made, attempts are further and further apart, and threads wait as they do for one that is lent.
class ConnectionPool {
public:
    using Connect = std::function<DatabaseResult<std::unique_ptr<StoreDatabase>>()>;

    /// At most `size` at once, absent: as many as are asked for. A thread waits at most `timeout`; where that is infinite it
    /// waits for one that is lent, but not for a database that can't be reached.
    ConnectionPool(std::optional<int> size, model::Duration timeout, Connect connect)
        : m_size(size), m_timeout(timeout), m_connect(std::move(connect)) {}

    /// A connection in use; goes back when destroyed.
    class Lent {
    public:
        Lent(ConnectionPool& pool, std::unique_ptr<StoreDatabase> database) : m_pool(&pool), m_database(std::move(database)) {}
        ~Lent();
        Lent(Lent&& other) noexcept = default;
        Lent& operator=(Lent&&) = delete;
        StoreDatabase* operator->() const { return m_database.get(); }

    private:
        ConnectionPool* m_pool;
        std::unique_ptr<StoreDatabase> m_database;
    };

    /// Nothing after the timeout, and then `error` is empty, or where no connection can be made, and then it says why.
    std::optional<Lent> take(std::string& error);

private:
    using Lock = std::unique_lock<std::mutex>;

    bool waitForTurn(Lock& lock, model::Instant deadline);
    bool waitForAttempt(Lock& lock, model::Instant deadline);
    std::unique_ptr<StoreDatabase> takeIdle(Lock& lock);
    std::unique_ptr<StoreDatabase> connect(Lock& lock, std::string& error);
    void giveBack(std::unique_ptr<StoreDatabase> database);

    std::optional<int> m_size;
    model::Duration m_timeout;
    Connect m_connect;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<StoreDatabase>> m_idle;
    int m_lent = 0;
    std::uint64_t m_nextTicket = 0;
    std::vector<std::uint64_t> m_waiting;  ///< tickets, oldest first
    model::Duration m_pause{0};            ///< after an attempt; 0: the last one succeeded
    model::Instant m_nextAttempt;
    std::string m_lastError;
};

}  // namespace headroom::services
