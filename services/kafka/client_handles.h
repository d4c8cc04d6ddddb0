#pragma once
// librdkafka's handles of clients that produce and consume, each destroyed with its owner.

#include <librdkafka/rdkafka.h>

#include <memory>

#include "connectors/kafka/handles.h"

namespace headroom::services {

using connectors::kafka::ConfigurationHandle;
using connectors::kafka::Destroy;
using connectors::kafka::PartitionsHandle;
using RecordHandle = std::unique_ptr<rd_kafka_message_t, Destroy<rd_kafka_message_destroy>>;
using HeadersHandle = std::unique_ptr<rd_kafka_headers_t, Destroy<rd_kafka_headers_destroy>>;
/// Takes leave of its group and waits for its threads.
using KafkaHandle = std::unique_ptr<rd_kafka_t, Destroy<rd_kafka_destroy>>;

}  // namespace headroom::services
