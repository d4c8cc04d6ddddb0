#include "tests/integration/kafka/client.h"

#include <array>
#include <stdexcept>
#include <thread>

namespace headroom::integration {

void ClientDeleter::operator()(rd_kafka_t* client) const {
    rd_kafka_destroy(client);
}

void ListDeleter::operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
}

Client makeClient(rd_kafka_type_t type, const std::string& bootstrap, const Settings& settings) {
    std::array<char, 512> why{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    Settings all{{"bootstrap.servers", bootstrap}, {"log_level", "3"}};
    all.insert(settings.begin(), settings.end());
    for (const auto& [name, value] : all) {
        if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), why.data(), why.size()) == RD_KAFKA_CONF_OK) continue;
        rd_kafka_conf_destroy(conf);
        throw std::runtime_error(why.data());
    }
    rd_kafka_conf_set_dr_msg_cb(conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void*) {
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR && message->_private != nullptr)
            *static_cast<rd_kafka_resp_err_t*>(message->_private) = message->err;
    });
    rd_kafka_t* client = rd_kafka_new(type, conf, why.data(), why.size());
    if (client == nullptr) {
        rd_kafka_conf_destroy(conf);
        throw std::runtime_error(why.data());
    }
    return Client(client);
}

PartitionList makeList(const Offsets& offsets) {
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
    for (const auto& [partition, offset] : offsets)
        rd_kafka_topic_partition_list_add(list.get(), partition.first.c_str(), partition.second)->offset = offset;
    return list;
}

void check(rd_kafka_resp_err_t code, const std::string& what) {
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::runtime_error(what + ": " + rd_kafka_err2str(code));
}

void waitUntil(const std::string& what, const std::function<bool()>& condition) {
    using namespace std::chrono_literals;
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("waited in vain until " + what);
        std::this_thread::sleep_for(10ms);
    }
}

}  // namespace headroom::integration
