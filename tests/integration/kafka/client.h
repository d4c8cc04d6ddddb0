#pragma once

#include <librdkafka/rdkafka.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace headroom::integration {

struct ClientDeleter {
    void operator()(rd_kafka_t* client) const;
};
using Client = std::unique_ptr<rd_kafka_t, ClientDeleter>;

using Settings = std::map<std::string, std::string>;

/// A client of the cluster at `bootstrap`; throws std::runtime_error on a setting librdkafka doesn't take.
Client makeClient(rd_kafka_type_t type, const std::string& bootstrap, const Settings& settings);

struct ListDeleter {
    void operator()(rd_kafka_topic_partition_list_t* list) const;
};
using PartitionList = std::unique_ptr<rd_kafka_topic_partition_list_t, ListDeleter>;

using Partition = std::pair<std::string, std::int32_t>;
using Offsets = std::map<Partition, std::int64_t>;

PartitionList makeList(const Offsets& offsets);

/// Throws std::runtime_error "what: why" unless the code is that of success.
void check(rd_kafka_resp_err_t code, const std::string& what);

/// Asks again every few milliseconds until the condition holds; throws std::runtime_error after a minute.
void waitUntil(const std::string& what, const std::function<bool()>& condition);

}  // namespace headroom::integration
