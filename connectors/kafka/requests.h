#pragma once
// Internal to the connector: names librdkafka.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "connectors/kafka/client.h"

namespace headroom::connectors::kafka {

/// Many administrative requests, at most so many at a time, each known by its number.
class Requests {
public:
    /// Sends the request with the number; its answer comes on the queue.
    using Send = std::function<void(std::size_t number, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue)>;
    /// Takes the answer to a request; absent where none came in time.
    using Take = std::function<void(std::size_t number, const rd_kafka_event_t* event)>;

    Requests(Client& client, rd_kafka_admin_op_t operation) : m_client(client), m_operation(operation) {}

    /// Sends and waits for all; `isCancelled` is asked between answers, and what is left then is taken as not answered.
    void run(std::size_t count, std::size_t atATime, const Send& send, const Take& take,
             const std::function<bool()>& isCancelled);

private:
    OptionsHandle options(std::size_t number) const;

    Client& m_client;
    rd_kafka_admin_op_t m_operation;
};

/// What went wrong with an answer as a whole.
std::optional<Error> failureOf(Client& client, const rd_kafka_event_t* event, const std::string& what);

}  // namespace headroom::connectors::kafka
