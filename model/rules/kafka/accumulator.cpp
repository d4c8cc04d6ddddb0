#include "model/rules/kafka/accumulator.h"

#include "model/rules/kafka/retry_backoff.h"

namespace headroom::rules {
namespace {

model::Duration waited(const HeadBatch& head, model::Instant now) {
    return std::max(model::Duration{0}, now - head.lastAttempt);
}

model::Duration backoffAfter(const HeadBatch& head, const model::ProducerConfig& config, double uniform) {
    return retryBackoff(config.retryBackoff, config.retryBackoffMax, std::max(0, head.attempts - 1), uniform);
}

}  // namespace

bool isBatchBackingOff(const HeadBatch& head, model::Instant now, const model::ProducerConfig& config, double uniform) {
    return head.attempts > 0 && !head.leaderChanged && waited(head, now) < backoffAfter(head, config, uniform);
}

SendReadiness sendReadiness(const HeadBatch& head, const SendPressure& pressure, bool backingOff, model::Instant now,
                            const model::ProducerConfig& config, double waitUniform) {
    const model::Duration toWait = backingOff ? backoffAfter(head, config, waitUniform) : config.linger;
    const model::Duration hasWaited = waited(head, now);
    const bool isSendable = pressure.isFull || hasWaited >= toWait || pressure.hasMemoryWaiters || pressure.isClosing ||
                            pressure.isFlushing || pressure.isTransactionCompleting;
    if (isSendable && !backingOff) return {true, {}};
    return {false, std::max(model::Duration{0}, toWait - hasWaited)};
}

bool isBatchExpired(model::Instant created, model::Instant now, model::Duration deliveryTimeout) {
    return now - created >= deliveryTimeout;
}

bool maySend(int inFlight, bool newestIsWritten, int maxInFlight) {
    return inFlight == 0 || (newestIsWritten && inFlight < maxInFlight);
}

bool mutesPartitionsInFlight(const model::ProducerConfig& config) {
    return config.maxInFlightRequestsPerConnection == 1;
}

bool isIdempotent(const model::ProducerConfig& config) {
    constexpr int kMostInFlight = 5;
    return config.enableIdempotence && config.acks == model::Acks::All && config.retries > 0 &&
           config.maxInFlightRequestsPerConnection <= kMostInFlight;
}

bool mustWaitForSequence(const SequenceView& view) {
    if (!view.hasProducerId) return true;
    if (!view.baseSequence) return view.hasStaleProducerInFlight || view.hasUnresolvedSequence;
    return view.firstInFlightSequence && view.baseSequence != view.firstInFlightSequence;
}

}  // namespace headroom::rules
