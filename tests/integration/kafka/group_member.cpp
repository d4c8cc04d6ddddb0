#include "tests/integration/kafka/group_member.h"

namespace headroom::integration {

GroupMember::GroupMember(const std::string& bootstrap, const std::string& group, const std::vector<std::string>& topics)
    : m_client(makeClient(RD_KAFKA_CONSUMER, bootstrap,
                          {{"group.id", group},
                           {"enable.auto.commit", "false"},
                           {"auto.offset.reset", "earliest"},
                           {"heartbeat.interval.ms", "200"},
                           {"partition.assignment.strategy", "range"},
                           {"client.id", "member-of-" + group}})) {
    Offsets subscription;
    for (const std::string& topic : topics) subscription[{topic, RD_KAFKA_PARTITION_UA}] = RD_KAFKA_OFFSET_INVALID;
    check(rd_kafka_subscribe(m_client.get(), makeList(subscription).get()), "subscribing for " + group);
    rd_kafka_poll_set_consumer(m_client.get());
    m_thread = std::thread([this] { live(m_leaving); });
}

GroupMember::~GroupMember() {
    m_leaving = true;
    m_thread.join();
    rd_kafka_consumer_close(m_client.get());
}

void GroupMember::live(const std::atomic<bool>& leaving) {
    while (!leaving)
        if (rd_kafka_message_t* message = rd_kafka_consumer_poll(m_client.get(), 20)) rd_kafka_message_destroy(message);
}

int GroupMember::partitions() const {
    rd_kafka_topic_partition_list_t* assigned = nullptr;
    check(rd_kafka_assignment(m_client.get(), &assigned), "assignment");
    return PartitionList(assigned)->cnt;
}

void GroupMember::waitForPartitions(int count) {
    waitUntil("a member has " + std::to_string(count) + " partitions", [&] { return partitions() == count; });
}

void GroupMember::commit(const Offsets& offsets) {
    const PartitionList list = makeList(offsets);
    check(rd_kafka_commit(m_client.get(), list.get(), 0), "committing");
    for (int i = 0; i < list->cnt; ++i) check(list->elems[i].err, "committing");
}

std::string GroupMember::memberId() const {
    char* id = rd_kafka_memberid(m_client.get());
    const std::string copy = id == nullptr ? "" : id;
    rd_kafka_mem_free(m_client.get(), id);
    return copy;
}

}  // namespace headroom::integration
