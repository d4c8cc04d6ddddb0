#include "connectors/kafka/requests.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace headroom::connectors::kafka {
namespace {

constexpr int sliceMilliseconds = 100;
// A broker that is silent is noticed by the client a little after the time is up.
constexpr int graceMilliseconds = 1000;
// The most there is. librdkafka aborts the process when a coordinator comes up for a request that it gave up waiting for
// (github.com/confluentinc/librdkafka/issues/4605): so it never gives up, we do; the request goes with its client.
constexpr int neverMilliseconds = 3'600'000;

}  // namespace

OptionsHandle Requests::options(std::size_t number) const {
    OptionsHandle options(rd_kafka_AdminOptions_new(m_client.handle(), m_operation));
    std::array<char, 256> why{};
    rd_kafka_AdminOptions_set_request_timeout(options.get(), neverMilliseconds, why.data(), why.size());
    // An opaque pointer is never followed: it carries the number, from 1 so that none is null.
    rd_kafka_AdminOptions_set_opaque(options.get(), reinterpret_cast<void*>(static_cast<std::uintptr_t>(number + 1)));
    return options;
}

void Requests::run(std::size_t count, std::size_t atATime, const Send& send, const Take& take,
                   const std::function<bool()>& isCancelled) {
    using Clock = std::chrono::steady_clock;
    const QueueHandle queue(rd_kafka_queue_new(m_client.handle()));
    std::vector<bool> isAnswered(count, false);
    std::size_t sent = 0;
    std::size_t answered = 0;
    auto lastAnswer = Clock::now();
    const auto patience = std::chrono::milliseconds(m_client.timeoutMilliseconds() + graceMilliseconds);
    while (answered < count && !isCancelled() && Clock::now() - lastAnswer < patience) {
        for (; sent < count && sent - answered < atATime; ++sent) send(sent, options(sent).get(), queue.get());
        const EventHandle event(rd_kafka_queue_poll(queue.get(), sliceMilliseconds));
        if (!event) continue;
        lastAnswer = Clock::now();
        const auto number = reinterpret_cast<std::uintptr_t>(rd_kafka_event_opaque(event.get())) - 1;
        if (number >= count || isAnswered[number]) continue;
        isAnswered[number] = true;
        ++answered;
        take(number, event.get());
    }
    for (std::size_t number = 0; number < count; ++number)
        if (!isAnswered[number]) take(number, nullptr);
}

std::optional<Error> failureOf(Client& client, const rd_kafka_event_t* event, const std::string& what) {
    if (event == nullptr) return client.failure(RD_KAFKA_RESP_ERR__TIMED_OUT, what);
    // librdkafka takes no const event though it only reads.
    auto* readable = const_cast<rd_kafka_event_t*>(event);
    const rd_kafka_resp_err_t code = rd_kafka_event_error(readable);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return std::nullopt;
    return client.failure(code, what, rd_kafka_event_error_string(readable));
}

}  // namespace headroom::connectors::kafka
