#pragma once
// What steps are played on: the rest of the world, as they see it. All may be called from any thread, and block.

#include <cstdint>
#include <optional>
#include <string>

#include "model/quantities.h"
#include "services/execution/outcome.h"
#include "services/execution/trace_context.h"

namespace headroom::services {

/// A record on its way to Kafka.
struct OutgoingRecord {
    std::string topic;
    std::optional<std::string> key;
    std::int64_t bytes = 0;  ///< of its value
    TraceContext trace;
    std::int64_t createdNs = 0;  ///< since the epoch: when what it tells happened
    std::int64_t originNs = 0;   ///< since the epoch: when the client's journey that caused it began
    bool isPoison = false;       ///< its processing always fails
    std::optional<int> partition;
};

class ServiceCalls {
public:
    virtual ~ServiceCalls() = default;
    virtual Outcome call(const std::string& service, const std::string& operation, model::Duration timeout,
                         const Errand& errand) = 0;
};

/// One operation on a store.
struct StoreCall {
    const std::string& store;
    const std::string& operation;
    model::Duration timeout = model::Duration::infinite();
    std::uint64_t draw = 0;                     ///< which of the errand's draws its time is
    const OutgoingRecord* outboxRow = nullptr;  ///< written in the same transaction
    std::string writer = {};                    ///< on whose behalf: "service/orders", or a consumer group
    std::string onceKey = {};                   ///< what the store has written under it isn't written again; empty: always is
};

class StoreCalls {
public:
    virtual ~StoreCalls() = default;
    virtual Outcome run(const StoreCall& call, const Errand& errand) = 0;
    /// Whether `consumer` has marked this errand as done; false where the store can't tell.
    virtual bool hasSeen(const std::string& store, const std::string& consumer, const Errand& errand) = 0;
    virtual Outcome markSeen(const std::string& store, const std::string& consumer, const Errand& errand) = 0;
};

class RecordSink {
public:
    virtual ~RecordSink() = default;
    /// Once it is acknowledged, or at once where nobody waits for that.
    virtual Outcome send(const OutgoingRecord& record, bool awaitAcknowledgement) = 0;
};

}  // namespace headroom::services
