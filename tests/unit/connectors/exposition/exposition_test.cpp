#include "connectors/exposition/exposition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "connectors/kafka/snapshot.h"
#include "tests/unit/connectors/overlay/orders_scenario.h"

namespace headroom::connectors::exposition {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Exposition, NamesFiguresAsKafkaExporterDoes) {
    const std::string text = exposition(overlay::ordersCluster(), 1.5e9);
    for (const char* sample : {
             "headroom_up 1\n",
             "headroom_last_look_timestamp_seconds 1500000000\n",
             "kafka_brokers 3\n",
             "kafka_topic_partitions{topic=\"orders\"} 2\n",
             "kafka_topic_partition_current_offset{topic=\"orders\",partition=\"0\"} 100\n",
             "kafka_topic_partition_in_sync_replica{topic=\"refunds\",partition=\"0\"} 1\n",
             "kafka_consumergroup_members{consumergroup=\"audit\"} 1\n",
             "kafka_consumergroup_lag{consumergroup=\"audit\",topic=\"orders\",partition=\"0\"} 10\n",
             "kafka_consumergroup_lag_seconds{consumergroup=\"audit\",topic=\"orders\",partition=\"0\"} 2\n",
             "kafka_consumergroup_lag_sum{consumergroup=\"audit\",topic=\"orders\"} 10\n",
         })
        EXPECT_THAT(text, HasSubstr(sample));
    EXPECT_THAT(text, Not(HasSubstr("__consumer_offsets")));
}

TEST(Exposition, SaysEachTypeOnceAndKeepsFamiliesTogether) {
    const std::string text = exposition(overlay::ordersCluster(), 0);
    const std::string type = "# TYPE kafka_consumergroup_lag gauge\n";
    const std::size_t first = text.find(type);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.find(type, first + 1), std::string::npos);
    const std::size_t end = text.find("# HELP", first);
    EXPECT_EQ(text.find("\nkafka_consumergroup_lag{", end), std::string::npos);
}

TEST(Exposition, HasNoSampleOfWhatIsUnknown) {
    kafka::Snapshot seen = overlay::ordersCluster();
    seen.groups[0].partitions->front().end.reset();
    seen.groups[0].partitions->front().lag.reset();
    seen.groups[0].partitions->front().timeLag.reset();
    seen.groups[0].members.reset();
    const std::string text = exposition(seen, 0);
    EXPECT_THAT(text, Not(HasSubstr("kafka_consumergroup_lag{consumergroup=\"audit\",topic=\"orders\",partition=\"0\"}")));
    EXPECT_THAT(text, HasSubstr("kafka_consumergroup_lag{consumergroup=\"audit\",topic=\"orders\",partition=\"1\"} 0\n"));
    EXPECT_THAT(text, Not(HasSubstr("kafka_consumergroup_lag_sum{consumergroup=\"audit\""))) << "a sum of a part is no sum";
    EXPECT_THAT(text, Not(HasSubstr("kafka_consumergroup_members{consumergroup=\"audit\"")));
    EXPECT_THAT(text, Not(HasSubstr("NaN")));
}

TEST(Exposition, EscapesNamesAndWritesInfinity) {
    kafka::Snapshot seen = overlay::ordersCluster();
    seen.groups[0].name = "a\"b\\c\nd";
    seen.groups[0].partitions->front().retentionLeft = std::numeric_limits<double>::infinity();
    EXPECT_THAT(exposition(seen, 0),
                HasSubstr("kafka_consumergroup_retention_left_seconds{consumergroup=\"a\\\"b\\\\c\\nd\",topic=\"orders\","
                          "partition=\"0\"} +Inf\n"));
}

TEST(Exposition, OfAFailureHasNoFigures) {
    const std::string text = expositionOfFailure(7);
    EXPECT_THAT(text, HasSubstr("headroom_up 0\n"));
    EXPECT_THAT(text, Not(HasSubstr("kafka_")));
}

}  // namespace
}  // namespace headroom::connectors::exposition
