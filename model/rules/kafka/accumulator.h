#pragma once
// When the producer's sender may send what, from the batches queued per partition.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/config/kafka.h"

namespace headroom::rules {

/// The head batch of a partition's queue, as the readiness rules see it.
struct HeadBatch {
    model::Instant created;
    model::Instant lastAttempt;  ///< equal to `created` until it is put back for a retry
    int attempts = 0;            ///< failed ones
    bool leaderChanged = false;  ///< a newer leader epoch is known than at the last attempt
};

/// Whether the batch waits for its back-off. `uniform` is a draw from [0, 1); drawn anew at every check.
bool isBatchBackingOff(const HeadBatch& head, model::Instant now, const model::ProducerConfig& config, double uniform);

/// What makes a partition with a known leader and no mute sendable besides time.
struct SendPressure {
    bool isFull = false;            ///< head batch full, or more than one batch queued
    bool hasMemoryWaiters = false;  ///< someone waits for buffer memory
    bool isClosing = false;
    bool isFlushing = false;
    bool isTransactionCompleting = false;
};

/// Whether the partition makes its leader's node ready, and if not when to look again.
struct SendReadiness {
    bool isReady = false;
    model::Duration checkAgainIn;  ///< meaningful only when not ready
};

/// Decides readiness; `waitUniform` is a second, separate draw, used only while backing off. Source:
/// RecordAccumulator.batchReady.
SendReadiness sendReadiness(const HeadBatch& head, const SendPressure& pressure, bool backingOff, model::Instant now,
                            const model::ProducerConfig& config, double waitUniform);

/// Whether a batch has used up delivery.timeout.ms, counted from its creation, whether queued or in flight.
bool isBatchExpired(model::Instant created, model::Instant now, model::Duration deliveryTimeout);

/// Whether a connection takes another produce request: none in flight, or the newest fully written and fewer than the limit.
bool maySend(int inFlight, bool newestIsWritten, int maxInFlight);

/// Whether partitions are muted while they have a request in flight: max.in.flight.requests.per.connection = 1.
bool mutesPartitionsInFlight(const model::ProducerConfig& config);

/// Whether idempotence is in force: asked for, acks=all, retries allowed and at most 5 requests in flight.
bool isIdempotent(const model::ProducerConfig& config);

/// What an idempotent producer knows of the head batch and its partition.
struct SequenceView {
    bool hasProducerId = true;
    std::optional<int> baseSequence;           ///< of the head batch; set once it has been drained before
    std::optional<int> firstInFlightSequence;  ///< of the partition
    bool hasUnresolvedSequence = false;        ///< an earlier batch expired after it was sent
    bool hasStaleProducerInFlight = false;     ///< batches of an older producer id or epoch are in flight
};

/// Whether the partition must wait; then the drain of the whole node stops for this round.
bool mustWaitForSequence(const SequenceView& view);

/// What draining sees of one partition of the node when it visits it.
struct DrainCandidate {
    bool isSendable = false;  ///< not muted, a batch queued, not backing off
    bool mustWaitForSequence = false;
    std::int64_t estimatedBytes = 0;  ///< decides whether it still fits
    std::int64_t wireBytes = 0;       ///< what it takes once closed; equal to the estimate without compression
};

/// Chooses the partitions (by position in the node's list of `partitions`) that give their head batch to one request of
/// at most `maxBytes`, the first batch whatever its size. Begins at `lastVisited`, visits each at most once through
/// `candidateAt(position)` and leaves in `lastVisited` the last one looked at. A batch that doesn't fit or that must wait for
/// a sequence ends the round. Source: RecordAccumulator.drainBatchesForOneNode.
template <class CandidateAt>
std::vector<std::size_t> drainNode(std::size_t partitions, std::size_t& lastVisited, std::int64_t maxBytes,
                                   CandidateAt&& candidateAt) {
    std::vector<std::size_t> drained;
    if (partitions == 0) return drained;
    std::int64_t size = 0;
    const std::size_t start = lastVisited % partitions;
    std::size_t position = start;
    do {
        lastVisited = position;
        const DrainCandidate candidate = candidateAt(position);
        position = (position + 1) % partitions;
        if (!candidate.isSendable) continue;
        if (size + candidate.estimatedBytes > maxBytes && !drained.empty()) break;
        if (candidate.mustWaitForSequence) break;
        size += candidate.wireBytes;
        drained.push_back(lastVisited);
    } while (position != start);
    return drained;
}

}  // namespace headroom::rules
