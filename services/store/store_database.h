#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "services/execution/ports.h"

namespace headroom::services {

/// What a database answered in place of a result.
struct DatabaseError {
    std::string message;     ///< one line, never a secret
    bool isTimeout = false;  ///< there was no answer in the time allowed
};

template <class T>
using DatabaseResult = model::Result<T, DatabaseError>;

/// A row of a service's outbox.
struct OutboxRow {
    std::int64_t id = 0;
    OutgoingRecord record;
};

/// Which relay of a service's outbox: each publishes the rows whose id has its remainder.
struct RelayNumber {
    std::string service;
    int number = 0;
    int relays = 1;
};

/// What an operation leaves behind.
struct StoreWrite {
    const std::string& operation;
    const Errand& errand;
    const std::string& service;
    const OutgoingRecord* row = nullptr;                    ///< of the service's outbox, where there is one
    model::Duration timeout = model::Duration::infinite();  ///< of each of its statements, where the database can do that
    std::string writer = {};                                ///< on whose behalf
    std::string onceKey = {};                               ///< empty: it is written each time
};

/// One connection to a store's database: what operations leave behind, the outbox, and who has been seen. For one thread at a
/// time.
class StoreDatabase {
public:
    virtual ~StoreDatabase() = default;

    /// One transaction: the operation's effect, and the outbox row. Committed when it returns. When it fails neither is there,
    /// except where the connection broke before the database had said that it committed: then nobody knows. Where an effect has
    /// the same key already, both are there, or have been: nothing is written, and all is well.
    virtual std::optional<DatabaseError> write(const StoreWrite& write) = 0;
    /// Whether this consumer has marked this request or record as done.
    virtual DatabaseResult<bool> hasSeen(const std::string& consumer, const Errand& errand) = 0;
    virtual std::optional<DatabaseError> markSeen(const std::string& consumer, const Errand& errand) = 0;

    /// Takes or keeps a relay's work for its owner until then; false while another has it. Times in nanoseconds since the epoch.
    virtual DatabaseResult<bool> lease(const RelayNumber& relay, const std::string& owner, std::int64_t now,
                                       std::int64_t until) = 0;
    /// The oldest rows of a relay, at most so many.
    virtual DatabaseResult<std::vector<OutboxRow>> outboxRows(const RelayNumber& relay, int limit) = 0;
    virtual std::optional<DatabaseError> deleteOutboxRows(const std::vector<OutboxRow>& rows) = 0;
    virtual DatabaseResult<std::int64_t> outboxSize(const std::string& service) = 0;

    /// False once the connection is known to be broken, without asking the database: then another must be made.
    virtual bool isAlive() { return true; }
};

/// Whether an operation of that name only reads, by its first word: get, read, find, select, load, query, count, exists, scan,
/// list.
bool isReading(const std::string& operation);

}  // namespace headroom::services
