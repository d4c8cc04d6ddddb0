#include "model/scenario/scenario.h"

namespace headroom::model {

namespace {

template <class Items>
auto findIn(const Items& items, const std::string& name) -> decltype(items.data()) {
    for (const auto& item : items)
        if (item.name == name) return &item;
    return nullptr;
}

}  // namespace

const Service* Scenario::findService(const std::string& wanted) const {
    return findIn(services, wanted);
}
const Store* Scenario::findStore(const std::string& wanted) const {
    return findIn(stores, wanted);
}
const Topic* Scenario::findTopic(const std::string& wanted) const {
    return findIn(topics, wanted);
}
const KafkaCluster* Scenario::findCluster(const std::string& wanted) const {
    return findIn(clusters, wanted);
}
const Client* Scenario::findClient(const std::string& wanted) const {
    return findIn(clients, wanted);
}

}  // namespace headroom::model
