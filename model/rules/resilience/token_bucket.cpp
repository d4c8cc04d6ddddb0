#include "model/rules/resilience/token_bucket.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headroom::rules {

TokenBucket::TokenBucket(const model::TokenBucketConfig& config) : m_config(config) {
    if (!(config.replenishRate > 0) || !(config.burstCapacity > 0))
        throw std::logic_error("TokenBucket: rate and capacity must be positive");
}

TokenBucket::Answer TokenBucket::request(model::Instant now) {
    const std::int64_t second = now.ns / 1'000'000'000;
    double filled = m_config.burstCapacity;
    if (m_stored) {
        const auto elapsed = static_cast<double>(std::max<std::int64_t>(0, second - m_stored->second));
        filled = std::min(m_config.burstCapacity, m_stored->tokens + elapsed * m_config.replenishRate);
    }
    const bool allowed = filled >= m_config.requestedTokens;
    const double left = allowed ? filled - m_config.requestedTokens : filled;
    // The keys live for twice the fill time in whole seconds; with 0 the script stores nothing. A longer life needs no
    // modelling: by the time the keys expire the bucket is full.
    const double timeToLive = std::floor(m_config.burstCapacity / m_config.replenishRate * 2);
    if (timeToLive > 0) m_stored = Stored{left, second};
    return {allowed, left};
}

}  // namespace headroom::rules
