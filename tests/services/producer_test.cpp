// A producer whose client librdkafka ends: on the mock cluster, which refuses sequence numbers when it is told to.
#include "services/kafka/producer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "tests/live/mock_kafka.h"
#include "tests/services/log_line.h"

namespace headroom::services {
namespace {

constexpr std::int16_t produceRequest = 0;

class IdempotentProducer : public testing::Test {
protected:
    IdempotentProducer() { m_kafka.createTopic("placed", 1); }
    ~IdempotentProducer() override { std::fclose(m_file); }

    static model::ProducerConfig idempotent() {
        model::ProducerConfig config;
        config.enableIdempotence = true;
        // The mock cluster accepts what is in flight behind a batch that it refused, where Kafka refuses it, too; and librdkafka
        // takes that for an acknowledgement of what it is about to send again.
        config.maxInFlightRequestsPerConnection = 1;
        config.deliveryTimeout = model::Duration::seconds(3'600);  // nothing here comes to its end by that
        return config;
    }

    /// The broker says of the next record's batch that its sequence number isn't the one it awaits.
    void spoil() const {
        rd_kafka_mock_push_request_errors(m_kafka.cluster(), produceRequest, 1, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    /// As a relay does: again until it is acknowledged.
    void sendUntilAcknowledged() {
        while (m_producer.send(m_record, true) != Outcome::Ok) std::this_thread::yield();
    }

    std::string said() {
        std::string text(static_cast<std::size_t>(std::ftell(m_file)), '\0');
        std::rewind(m_file);
        EXPECT_EQ(std::fread(text.data(), 1, text.size(), m_file), text.size());
        return text;
    }

    MockKafka m_kafka;
    std::FILE* const m_file = std::tmpfile();
    Log m_log{"orders-1", m_file};
    Metrics m_metrics{"orders", "orders-1"};
    Producer m_producer{{m_kafka.bootstrap(), {}, "orders-1"}, idempotent(), m_metrics, m_log};
    const OutgoingRecord m_record{"placed", "key", 100, TraceContext{1, 2, 3}, 0, 0, false, 0};
};

TEST_F(IdempotentProducer, GoesOnWithAnotherClientAfterAFatalError) {
    sendUntilAcknowledged();
    spoil();
    EXPECT_EQ(m_producer.send(m_record, true), Outcome::Failed);
    sendUntilAcknowledged();
    const nlohmann::json line = lineOf(said(), "kafka");
    EXPECT_EQ(line["level"], "error");
    EXPECT_EQ(line["message"], "the producer can't go on, another takes its place");
    EXPECT_THAT(line["reason"].get<std::string>(), testing::HasSubstr("sequence"));
    m_kafka.consume("count", "placed", 2);
}

TEST_F(IdempotentProducer, EndsEveryDeliveryOfAllWhoSendMeanwhile) {
    constexpr int senders = 4;
    constexpr int each = 50;
    std::vector<std::thread> threads;
    for (int sender = 0; sender < senders; ++sender)
        threads.emplace_back([&] {
            for (int i = 0; i < each; ++i) {
                if (i == each / 2) spoil();
                sendUntilAcknowledged();
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(lineOf(said(), "kafka")["level"], "error");
    // Fewer in the cluster would be waited for in vain.
    m_kafka.consume("count", "placed", senders * each);
}

TEST_F(IdempotentProducer, LetsNoRecordOvertakeThoseThatFailedBeforeIt) {
    sendUntilAcknowledged();
    spoil();
    EXPECT_EQ(m_producer.send(m_record, true), Outcome::Failed);
    const std::vector<const OutgoingRecord*> records(200, &m_record);
    std::vector<Outcome> outcomes;
    do {
        outcomes = m_producer.sendAll(records);
        // All by the client that was, or all by the one that is.
        EXPECT_EQ(std::ranges::count(outcomes, outcomes.front()), 200);
    } while (outcomes.front() != Outcome::Ok);
}

}  // namespace
}  // namespace headroom::services
