#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "model/scenario/scenario.h"
#include "services/chance/draws.h"
#include "services/execution/faults.h"
#include "services/execution/ports.h"
#include "services/metrics/metrics.h"
#include "services/process/log.h"
#include "services/store/connection_pool.h"

namespace headroom::services {

/// Where the stores of a scenario are.
struct StorePlaces {
    std::string data;      ///< folder of the SQLite databases that stand in for those that are nowhere else
    std::string database;  ///< URL of the PostgreSQL server that has those of that kind; empty: they are among the others
};

/// Whether a store is in the PostgreSQL server, where there is one.
inline bool isPostgres(const model::Store& store) {
    return store.kind == model::Store::Kind::PostgreSql;
}

/// The stores of a scenario as a pod reaches them. An operation takes a connection of the pod's pool for as long as its
/// distribution says, or as the database really takes if that is longer; what it writes is committed at its end. A store's
/// `servers` limit nobody here: that it is busy with other pods' operations isn't played.
class PlayedStores final : public StoreCalls {
public:
    /// All that it is given by reference outlives it.
    PlayedStores(const model::Scenario& scenario, const model::Service* service, StorePlaces places, const Faults& faults,
                 Metrics& metrics, Log& log);

    Outcome run(const StoreCall& call, const Errand& errand) override;
    bool hasSeen(const std::string& store, const std::string& consumer, const Errand& errand) override;
    Outcome markSeen(const std::string& store, const std::string& consumer, const Errand& errand) override;
    /// What one operation takes now, the `number`-th of its kind; zero for one the store doesn't declare.
    model::Duration timeOf(const std::string& store, const std::string& operation, std::uint64_t number,
                           std::uint64_t draw = 0) const;
    /// What somebody did on a connection beside the pool counts as the store's work, too.
    void observe(const std::string& store, const std::string& operation, Outcome outcome, model::Duration took);
    /// A connection beside the pool, for a relay that keeps it.
    DatabaseResult<std::unique_ptr<StoreDatabase>> connect(const std::string& store) const;

private:
    struct Store {
        const model::Store* declaration;
        const char* system;  ///< as metrics call it
        Draws draws;
        std::unique_ptr<ConnectionPool> pool;
        std::atomic<std::int64_t> usualWriteNs{0};  ///< what commits took lately
    };
    using Question = std::function<std::optional<DatabaseError>(StoreDatabase& database)>;
    std::optional<DatabaseError> ask(const std::string& store, const Question& question);
    Outcome take(Store& store, const StoreCall& call, const Errand& errand);
    Outcome runOn(StoreDatabase& database, Store& store, const StoreCall& call, const Errand& errand);
    Outcome commit(StoreDatabase& database, Store& store, const StoreCall& call, const Errand& errand);
    Outcome miss(const Store& store, const StoreCall& call, const Errand& errand);

    std::string m_service;
    StorePlaces m_places;
    const Faults& m_faults;
    Metrics& m_metrics;
    Log& m_log;
    std::map<std::string, std::unique_ptr<Store>> m_stores;
};

}  // namespace headroom::services
