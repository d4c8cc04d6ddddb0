#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "model/scenario/scenario.h"
#include "services/chance/draws.h"
#include "services/execution/faults.h"
#include "services/execution/ports.h"
#include "services/metrics/metrics.h"
#include "services/process/log.h"
#include "services/store/connection_pool.h"

namespace headroom::services {

/// The stores of a scenario as a pod reaches them. An operation takes a connection of the pod's pool for as long as its
/// distribution says, or as the database really takes if that is longer; what it writes is committed at its end. A store's
/// `servers` limit nobody here: that it is busy with other pods' operations isn't played.
class PlayedStores final : public StoreCalls {
public:
    /// Stores are SQLite files in the folder `data`. All outlive it.
    PlayedStores(const model::Scenario& scenario, const model::Service* service, std::string data, const Faults& faults,
                 Metrics& metrics, Log& log);

    Outcome run(const StoreCall& call, const Errand& errand) override;
    bool hasSeen(const std::string& store, const std::string& consumer, const Errand& errand) override;
    Outcome markSeen(const std::string& store, const std::string& consumer, const Errand& errand) override;
    /// What one operation takes now, the `number`-th of its kind; zero for one the store doesn't declare.
    model::Duration timeOf(const std::string& store, const std::string& operation, std::uint64_t number,
                           std::uint64_t draw = 0) const;
    /// A connection beside the pool, for a relay that keeps it.
    DatabaseResult<std::unique_ptr<StoreDatabase>> connect(const std::string& store) const;

private:
    struct Store {
        const model::Store* declaration;
        Draws draws;
        std::unique_ptr<ConnectionPool> pool;
        std::atomic<std::int64_t> usualWriteNs{0};  ///< what commits took lately
    };
    Outcome take(Store& store, const StoreCall& call, const Errand& errand);
    Outcome runOn(StoreDatabase& database, Store& store, const StoreCall& call, const Errand& errand);
    Outcome commit(StoreDatabase& database, Store& store, const StoreCall& call, const Errand& errand);
    Outcome miss(const Store& store, const StoreCall& call, const Errand& errand);

    std::string m_service;
    std::string m_data;
    const Faults& m_faults;
    Metrics& m_metrics;
    Log& m_log;
    std::map<std::string, std::unique_ptr<Store>> m_stores;
};

}  // namespace headroom::services
