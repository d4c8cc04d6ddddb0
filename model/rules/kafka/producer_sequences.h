#pragma once

#include <cstddef>
#include <deque>

namespace headroom::rules {

enum class SequenceVerdict { Append, Duplicate, OutOfOrder };

/// What a broker remembers of one producer id on one partition: its last 5 batches.
/// One producer epoch only. Sequences wrap from 2^31 - 1 to 0. Source: ProducerAppendInfo, ProducerStateEntry.
class ProducerSequences {
public:
    /// Judges a batch of `records` > 0 records; one that is to be appended is remembered. The first batch of an unknown
    /// producer id is taken at any sequence, as after its state expired.
    SequenceVerdict offer(int baseSequence, int records);

private:
    struct Batch {
        int first;
        int last;
    };

    std::deque<Batch> m_batches;
};

}  // namespace headroom::rules
