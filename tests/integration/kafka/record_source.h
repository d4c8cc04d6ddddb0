#pragma once

#include <cstdint>
#include <string>

#include "tests/integration/kafka/client.h"

namespace headroom::integration {

/// Records that differ in nothing but what is said here.
struct Records {
    std::string topic;
    std::int32_t partition = 0;
    int count = 0;
    std::int64_t firstTimeMs = 0;  ///< since 1970; 0: now, for all of them
    std::int64_t stepMs = 0;       ///< from each record's time to the next one's
    int keys = 0;                  ///< how many different keys they have in turn; 0: no key
};

/// A producer, transactional if it has a transactional id; throws std::runtime_error on whatever fails.
class RecordSource {
public:
    explicit RecordSource(const std::string& bootstrap, const std::string& transactionalId = "");

    /// Returns when the cluster has acknowledged all of them; within a transaction they stay uncommitted.
    void produce(const Records& records);

    void beginTransaction();
    void commitTransaction();
    void abortTransaction();

private:
    void add(const Records& records, int index, rd_kafka_resp_err_t* failure);

    Client m_client;
};

}  // namespace headroom::integration
