#include "connectors/kafka/offsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace headroom::connectors::kafka {
namespace {

constexpr std::int64_t latest = -1;
constexpr std::int64_t earliest = -2;
constexpr std::size_t mostAtATime = 2000;

struct Place {
    const std::string* topic = nullptr;
    Partition* partition = nullptr;
};
using Places = std::vector<Place>;

/// Each leader is asked for its own: one that is gone costs no other's answers.
std::map<std::int32_t, Places> byLeader(Snapshot& snapshot) {
    std::map<std::int32_t, Places> places;
    for (Topic& topic : snapshot.topics) {
        if (topic.isInternal()) continue;
        for (Partition& partition : topic.partitions)
            if (partition.leader) places[*partition.leader].push_back({&topic.name, &partition});
    }
    return places;
}

void ask(Client& client, const Place* begin, const Place* end, std::int64_t which, Snapshot& snapshot) {
    const PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(end - begin)));
    for (const Place* place = begin; place != end; ++place)
        rd_kafka_topic_partition_list_add(list.get(), place->topic->c_str(), place->partition->number)->offset = which;
    const rd_kafka_resp_err_t code = rd_kafka_offsets_for_times(client.handle(), list.get(), client.timeoutMilliseconds());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        snapshot.problems.push_back(client.failure(code, fmt::format("offsets at broker {}", *begin->partition->leader)));
        return;
    }
    for (const Place* place = begin; place != end; ++place) {
        const auto* found = rd_kafka_topic_partition_list_find(list.get(), place->topic->c_str(), place->partition->number);
        if (found == nullptr || found->err != RD_KAFKA_RESP_ERR_NO_ERROR || found->offset < 0) continue;
        (which == latest ? place->partition->end : place->partition->start) = found->offset;
    }
}

}  // namespace

void readOffsets(Client& client, Snapshot& snapshot, const std::function<bool()>& isCancelled) {
    const std::map<std::int32_t, Places> leaders = byLeader(snapshot);
    for (const std::int64_t which : {earliest, latest})
        for (const auto& [leader, places] : leaders)
            for (std::size_t first = 0; first < places.size() && !isCancelled(); first += mostAtATime)
                ask(client, places.data() + first, places.data() + std::min(first + mostAtATime, places.size()), which, snapshot);
}

}  // namespace headroom::connectors::kafka
