#include "services/store/played_stores.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/execution/work.h"
#include "services/store/postgres_database.h"
#include "services/store/sqlite_database.h"

namespace headroom::services {

using model::Duration;
using model::Instant;

namespace {

// Beside the draw of an operation's time.
constexpr std::uint64_t failureDraw = 1ULL << 40U;
constexpr std::uint64_t missDraw = 1ULL << 41U;
constexpr std::int64_t longestSilence = 30;  // seconds

}  // namespace

PlayedStores::PlayedStores(const model::Scenario& scenario, const model::Service* service, StorePlaces places,
                           const Faults& faults, Metrics& metrics, Log& log)
    : m_service(service == nullptr ? "" : service->name),
      m_places(std::move(places)),
      m_faults(faults),
      m_metrics(metrics),
      m_log(log) {
    for (const model::Store& store : scenario.stores) {
        std::optional<int> size;
        Duration timeout = Duration::infinite();
        if (service != nullptr && service->pools.count(store.name) != 0) {
            size = service->pools.at(store.name).maximumPoolSize;
            timeout = service->pools.at(store.name).connectionTimeout;
        }
        auto pool = std::make_unique<ConnectionPool>(size, timeout, [this, name = store.name] { return connect(name); });
        const bool isReal = !m_places.database.empty() && isPostgres(store);
        m_stores[store.name].reset(
            new Store{&store, isReal ? "postgresql" : "sqlite", Draws(scenario.seed, "store/" + store.name), std::move(pool)});
    }
}

DatabaseResult<std::unique_ptr<StoreDatabase>> PlayedStores::connect(const std::string& store) const {
    if (m_places.database.empty() || !isPostgres(*m_stores.at(store)->declaration))
        return SqliteDatabase::open(m_places.data + "/" + store + ".db");
    auto opened = PostgresDatabase::open(m_places.database, store, "headroom " + m_service);
    if (!opened) return opened.error();
    return std::unique_ptr<StoreDatabase>(std::move(opened.value()));
}

Duration PlayedStores::timeOf(const std::string& name, const std::string& operation, std::uint64_t number,
                              std::uint64_t draw) const {
    const Store& store = *m_stores.at(name);
    const auto found = store.declaration->operations.find(operation);
    if (found == store.declaration->operations.end()) return Duration{0};
    const auto drawn = store.draws.time(found->second.time, number, draw);
    return {std::llround(static_cast<double>(drawn.count()) * m_faults.slowness("store/" + name))};
}

Outcome PlayedStores::run(const StoreCall& call, const Errand& errand) {
    const Instant began = now();
    Store& store = *m_stores.at(call.store);
    const Outcome outcome = take(store, call, errand);
    observe(call.store, call.operation, outcome, now() - began);
    return outcome;
}

void PlayedStores::observe(const std::string& store, const std::string& operation, Outcome outcome, Duration took) {
    m_metrics.storeOperations(store, m_stores.at(store)->system, operation).observe(isOk(outcome) ? "" : word(outcome), took);
}

/// With a connection of the pool.
Outcome PlayedStores::take(Store& store, const StoreCall& call, const Errand& errand) {
    std::string error;
    const auto connection = store.pool->take(error);
    if (connection) return runOn(*connection->operator->(), store, call, errand);
    if (error.empty()) return Outcome::TimedOut;
    m_log.error("store", "no connection to store " + call.store, {{"reason", error}});
    return Outcome::Unreachable;
}

/// The time-out counts from here: it is the statement's, not the pool's.
Outcome PlayedStores::runOn(StoreDatabase& database, Store& store, const StoreCall& call, const Errand& errand) {
    const std::string element = "store/" + call.store;
    const auto& operations = store.declaration->operations;
    const auto operation = operations.find(call.operation);
    const Instant began = now();
    if (m_faults.isOut(element) || m_faults.isCutOff(element)) {
        rest(call.timeout.isInfinite() ? Duration::seconds(longestSilence) : call.timeout);
        return Outcome::TimedOut;
    }
    const Duration time = timeOf(call.store, call.operation, errand.id, call.draw);
    if (time > call.timeout) {
        rest(call.timeout);
        return Outcome::TimedOut;
    }
    const bool writes = call.outboxRow != nullptr || !isReading(call.operation);
    restUntil(began + time - Duration{writes ? store.usualWriteNs.load() : 0});
    if (store.draws.chance(m_faults.failProbability(element), errand.id,
                           call.draw ^ failureDraw ^ static_cast<std::uint64_t>(began.ns)))
        return Outcome::Failed;
    const Outcome outcome = writes ? commit(database, store, call, errand) : Outcome::Ok;
    return isOk(outcome) && operation != operations.end() && operation->second.hitRatio < 1 ? miss(store, call, errand) : outcome;
}

Outcome PlayedStores::commit(StoreDatabase& database, Store& store, const StoreCall& call, const Errand& errand) {
    const Instant began = now();
    if (errand.isPoison) {
        rest(Duration{store.usualWriteNs.load()});
        return Outcome::Ok;
    }
    const auto failure =
        database.write({call.operation, errand, m_service, call.outboxRow, call.timeout, call.writer, call.onceKey});
    if (!failure) {
        store.usualWriteNs += ((now() - began).ns - store.usualWriteNs) / 8;
        return Outcome::Ok;
    }
    m_log.error("store", "store " + call.store + " failed", {{"operation", call.operation}, {"reason", failure->message}});
    return failure->isTimeout ? Outcome::TimedOut : Outcome::Failed;
}

/// What a cache hasn't is asked of the store behind it.
Outcome PlayedStores::miss(const Store& store, const StoreCall& call, const Errand& errand) {
    const model::Store::Operation& operation = store.declaration->operations.at(call.operation);
    if (operation.missStore.empty() || store.draws.chance(operation.hitRatio, errand.id, call.draw ^ missDraw))
        return Outcome::Ok;
    return run({operation.missStore, operation.missOperation, call.timeout, call.draw, nullptr, call.writer}, errand);
}

/// For questions that may be asked twice: again on another connection where the first one broke.
std::optional<DatabaseError> PlayedStores::ask(const std::string& store, const Question& question) {
    std::optional<DatabaseError> failure;
    for (int attempt = 0; attempt < 2; ++attempt) {
        std::string error;
        const auto connection = m_stores.at(store)->pool->take(error);
        if (!connection) return DatabaseError{error.empty() ? "no connection became free in time" : error};
        StoreDatabase& database = *connection->operator->();
        failure = question(database);
        if (!failure || database.isAlive()) return failure;
    }
    return failure;
}

bool PlayedStores::hasSeen(const std::string& store, const std::string& consumer, const Errand& errand) {
    bool isSeen = false;
    const auto failure = ask(store, [&](StoreDatabase& database) -> std::optional<DatabaseError> {
        const auto answer = database.hasSeen(consumer, errand);
        if (!answer) return answer.error();
        isSeen = answer.value();
        return std::nullopt;
    });
    if (failure) m_log.error("store", "store " + store + " can't tell what has been seen", {{"reason", failure->message}});
    return isSeen;
}

Outcome PlayedStores::markSeen(const std::string& store, const std::string& consumer, const Errand& errand) {
    const auto failure = ask(store, [&](StoreDatabase& database) { return database.markSeen(consumer, errand); });
    if (!failure) return Outcome::Ok;
    m_log.error("store", "store " + store + " can't mark what has been seen", {{"reason", failure->message}});
    return Outcome::Failed;
}

}  // namespace headroom::services
