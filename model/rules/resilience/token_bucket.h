#pragma once

#include <cstdint>
#include <optional>

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Spring Cloud Gateway's rate limit: a bucket filled once per wall-clock second with the tokens of the seconds since.
/// The clock is whole seconds (Redis TIME), so the bucket is full again at the second after a burst, not gradually.
/// A bucket that fills in under half a second is never stored and so limits nothing but single requests above it.
/// Source: spring-cloud-gateway-server 4.1.5 META-INF/scripts/request_rate_limiter.lua.
class TokenBucket {
public:
    struct Answer {
        bool allowed = false;
        double tokensLeft = 0;
    };

    /// Throws std::logic_error when the rate or the capacity is not positive.
    explicit TokenBucket(const model::TokenBucketConfig& config);

    /// Answers one request of requestedTokens at `now`; Instant's whole seconds play the clock.
    Answer request(model::Instant now);

private:
    struct Stored {
        double tokens;
        std::int64_t second;
    };

    model::TokenBucketConfig m_config;
    std::optional<Stored> m_stored;
};

}  // namespace headroom::rules
