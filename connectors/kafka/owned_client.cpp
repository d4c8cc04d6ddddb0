#include "connectors/kafka/owned_client.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <thread>

#include "connectors/kafka/client.h"

namespace headroom::connectors::kafka {
namespace {

constexpr auto leastPatience = std::chrono::milliseconds(1000);

}  // namespace

// librdkafka waits for good where it lost count of who uses a broker. 2.0.2 does when an answer of which broker coordinates a
// group is an error, or spoiled, while it waits for the one named before to come up: it gives back one reference of two.
void EndClient::operator()(Client* client) const {
    const auto patience = std::max(std::chrono::milliseconds(client->timeoutMilliseconds()), leastPatience);
    std::promise<void> over;
    const std::future<void> end = over.get_future();
    std::thread([last = std::unique_ptr<Client>(client), over = std::move(over)]() mutable {
        last.reset();
        over.set_value();
    }).detach();
    end.wait_for(patience);
}

}  // namespace headroom::connectors::kafka
