#pragma once
// What a request or a record causes, as a list of steps.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/diagnostics.h"
#include "model/quantities.h"
#include "model/scenario/distribution.h"

namespace headroom::model {

/// Names of the Resilience4j instances that guard a call, in Spring's order:
/// Retry( CircuitBreaker( RateLimiter( TimeLimiter( Bulkhead( call ))))). Empty: not guarded.
struct Guards {
    std::string retry;
    std::string circuitBreaker;
    std::string rateLimiter;
    std::string timeLimiter;
    std::string bulkhead;
};

/// Burns CPU in the pod.
struct CpuStep {
    Distribution work;  ///< seconds of one core
};

/// Waits without CPU and without releasing the thread.
struct WaitStep {
    Distribution time;  ///< seconds
};

/// Calls another service synchronously; the thread is held until the answer.
struct CallStep {
    std::string service;
    std::string operation;
    std::optional<Duration> timeout;  ///< the client's own; absent: none
    Guards guards;
    bool ignoreFailure = false;  ///< a failed call does not fail the caller (fallback)
};

/// Runs one operation on a store through the pod's connection pool.
struct StoreStep {
    std::string store;
    std::string operation;
    std::optional<Duration> timeout;
    Guards guards;
    bool ignoreFailure = false;
};

/// How record keys are drawn.
struct KeySpec {
    enum class Kind { None, Uniform, Zipf };
    Kind kind = Kind::None;
    std::int64_t cardinality = 1;  ///< number of distinct keys
    double exponent = 1;           ///< Zipf's s
};

/// Publishes one record.
struct PublishStep {
    enum class Via {
        Direct,  ///< producer.send() and wait for the acknowledgement
        Async,   ///< producer.send() without waiting; blocks only while the buffer is full
        Outbox,  ///< a row in the service's outbox table, in the same database transaction as the step before
    };
    std::string topic;
    Via via = Via::Direct;
    KeySpec key;
    Distribution size;  ///< serialized record value, bytes
};

/// Fails with the given probability (an application error).
struct FailStep {
    double probability = 0;
};

struct Step {
    std::variant<CpuStep, WaitStep, CallStep, StoreStep, PublishStep, FailStep> action;
    double probability = 1;  ///< the step is taken with this probability
    bool perBatch = false;   ///< listeners only: once for the records of a poll, not once a record (a Spring batch listener)
    SourceLocation location;
};

using Steps = std::vector<Step>;

}  // namespace headroom::model
