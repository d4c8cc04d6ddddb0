#pragma once

#include <cstdint>

#include "model/quantities.h"

namespace headroom::sim {

/// A record on its way to a topic.
struct OutgoingRecord {
    std::uint32_t topic = 0;  ///< index of the topic in the scenario
    std::int64_t key = -1;    ///< index of the key among the topic's keys; -1: no key
    std::int64_t bytes = 0;   ///< serialized key and value
    model::Instant origin;    ///< when the client's journey that caused it began
    std::uint64_t id = 0;     ///< identity across retries and redeliveries
};

/// Takes records: a producer, or an outbox table.
class RecordSink {
public:
    enum class Acceptance {
        Done,     ///< taken; nothing more will be said
        Pending,  ///< StepRunner::resume(token, …) will be called
    };
    virtual Acceptance send(const OutgoingRecord& record, bool awaitAck, std::uint64_t token) = 0;

protected:
    ~RecordSink() = default;
};

}  // namespace headroom::sim
