#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/quantities.h"

namespace headroom::rules {

/// The measured rate of one quota and the throttling it leads to, in whole milliseconds of broker time.
/// Source: Rate, SampledStat and QuotaUtils of Kafka 3.9.
class QuotaMeter {
public:
    /// `perSecond` > 0 is the limit; windows and samples are quota.window.size.seconds and quota.window.num.
    explicit QuotaMeter(double perSecond, model::Duration window = model::Duration::seconds(1), int samples = 11);

    /// Records an amount; negative to take back what a throttled fetch didn't get.
    void record(double amount, model::Instant now);

    /// The rate at `now`. Resets samples no longer touched, as the broker's reading does.
    double rate(model::Instant now);
    /// The window the rate is taken over at `now`.
    model::Duration window(model::Instant now);
    /// How long the client is held back: round((rate - limit) / limit * window), zero within the limit. Not bounded for
    /// bandwidth; for request time bounded by `most`.
    model::Duration throttleTime(model::Instant now, model::Duration most = model::Duration::infinite());
    /// The most a single fetch may return under the quota: limit * (samples - 1) * window.
    double mostPerFetch() const;

private:
    struct Sample {
        std::int64_t startMs;
        std::int64_t lastEventMs;
        double value;
    };

    Sample& current(std::int64_t nowMs);
    void purge(std::int64_t nowMs);
    std::int64_t windowMs(std::int64_t nowMs);

    double m_limit;
    std::int64_t m_windowMs;
    std::size_t m_sampleCount;
    std::size_t m_current = 0;
    std::vector<Sample> m_samples;
};

}  // namespace headroom::rules
