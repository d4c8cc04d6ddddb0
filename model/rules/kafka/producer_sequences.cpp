#include "model/rules/kafka/producer_sequences.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace headroom::rules {
namespace {

constexpr std::size_t kRememberedBatches = 5;

int advanced(int sequence, int by) {
    constexpr std::int64_t kSequences = std::int64_t{std::numeric_limits<int>::max()} + 1;
    return static_cast<int>((std::int64_t{sequence} + by) % kSequences);
}

}  // namespace

SequenceVerdict ProducerSequences::offer(int baseSequence, int records) {
    const Batch batch{baseSequence, advanced(baseSequence, records - 1)};
    const bool isKnown = std::any_of(m_batches.begin(), m_batches.end(),
                                     [&](const Batch& b) { return b.first == batch.first && b.last == batch.last; });
    if (isKnown) return SequenceVerdict::Duplicate;
    if (!m_batches.empty() && baseSequence != advanced(m_batches.back().last, 1)) return SequenceVerdict::OutOfOrder;
    m_batches.push_back(batch);
    if (m_batches.size() > kRememberedBatches) m_batches.pop_front();
    return SequenceVerdict::Append;
}

}  // namespace headroom::rules
