#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/config/kubernetes.h"

namespace headroom::rules {

/// What the scaler reads about one partition.
struct KedaPartitionOffsets {
    static constexpr std::int64_t noneCommitted = -1;

    std::optional<std::int64_t> committed;  ///< absent: the answer has no block for it, which fails the poll
    std::optional<std::int64_t> end;        ///< high watermark; absent: the partition is left out altogether
};

/// One answer of the scaler.
struct KedaLag {
    bool failed = false;
    std::string error;
    std::int64_t metric = 0;    ///< the external metric's value: the lag after caps
    std::int64_t uncapped = 0;  ///< the lag with persistent lag and without caps, which decides activation
    bool active = false;
};

/// Turns offsets into KEDA's metric for one topic and group. Stateful with excludePersistentLag: each read, by the poll
/// or by the HPA, remembers the committed offsets.
/// Source: keda v2.20.2 pkg/scalers/kafka_scaler.go getTotalLag, getLagForPartition.
class KedaKafkaScaler {
public:
    explicit KedaKafkaScaler(const model::KedaKafkaTrigger& trigger);

    /// Returns the metric and whether the trigger is active. The same partition keeps its position between reads.
    KedaLag read(const std::vector<KedaPartitionOffsets>& partitions);

private:
    struct PartitionLag {
        std::int64_t scaling = 0;
        std::int64_t activation = 0;
    };
    PartitionLag lagOf(std::size_t partition, std::int64_t committed, std::int64_t end);
    std::int64_t capped(std::int64_t lag, std::int64_t partitions, std::int64_t partitionsWithLag) const;

    model::KedaKafkaTrigger m_trigger;
    std::vector<std::optional<std::int64_t>> m_previous;
};

/// Returns the HPA that KEDA creates for a ScaledObject: min = max(1, min), one External AverageValue metric a trigger.
model::HorizontalPodAutoscaler hpaOf(const model::ScaledObject& scaledObject);

}  // namespace headroom::rules
