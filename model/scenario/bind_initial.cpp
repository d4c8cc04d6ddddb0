// initial.
#include <algorithm>

#include <fmt/format.h>

#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

using Lag = InitialState::Lag;

/// Of one lag: their batches fit into memory.
constexpr double mostRecords = 1e9;

bool reads(const Scenario& scenario, const std::string& groupId, const std::string& topic) {
    for (const Service& service : scenario.services)
        for (const Listener& listener : service.listeners)
            if (listener.groupId == groupId && std::count(listener.topics.begin(), listener.topics.end(), topic) > 0) return true;
    return false;
}

/// Checks, after all is bound, that the group reads the topic; what doesn't exist is reported as such.
void expectReadBy(BindingContext& context, const SourceNode& node, const Lag& lag) {
    context.afterwards([&context, &node, topic = lag.topic, groupId = lag.groupId] {
        const std::vector<std::string> groups = namesOf(context.scenario(), Referent::Group);
        const bool exist = context.scenario().findTopic(topic) != nullptr && std::count(groups.begin(), groups.end(), groupId) > 0;
        if (exist && !reads(context.scenario(), groupId, topic))
            context.error(node, fmt::format("the group '{}' does not read the topic '{}'", groupId, topic),
                          "name a topic of one of its listeners");
    });
}

/// Going back in a topic, records get older: of two groups the one with more to read has the older oldest record.
void expectOlderIfLonger(BindingContext& context, const SourceNode& node, const Lag& lag, const std::vector<Lag>& others) {
    for (const Lag& other : others) {
        if (other.topic != lag.topic) continue;
        if (other.groupId == lag.groupId)
            return context.error(node, fmt::format("the lag of '{}' on '{}' is given twice", lag.groupId, lag.topic));
        if (lag.records == 0 || other.records == 0) continue;
        const bool isSame = lag.records == other.records && lag.age != other.age;
        const Lag& longer = lag.records > other.records ? lag : other;
        const Lag& shorter = lag.records > other.records ? other : lag;
        if (!isSame && longer.age >= shorter.age) continue;
        return context.error(node,
                             fmt::format("'{}' has {} records of '{}' to read and '{}' has {}, so its oldest can't be younger",
                                         longer.groupId, longer.records, lag.topic, shorter.groupId, shorter.records),
                             "give both an age that fits");
    }
}

/// Checks, after all is bound, that the partitions that hold the lag are the topic's. A topic's lags lie in the same ones: the
/// group with the shorter lag has committed up to its own in each.
void expectInPartitions(BindingContext& context, const SourceNode& node, const Lag& lag, const std::vector<Lag>& others) {
    const auto other = std::ranges::find_if(others, [&](const Lag& o) { return o.topic == lag.topic; });
    if (other != others.end() && other->partitions != lag.partitions)
        return context.error(node, fmt::format("the lags on '{}' are said to lie in different partitions", lag.topic),
                             "give all of them the same 'partitions', or none");
    context.afterwards([&context, &node, topic = lag.topic, partitions = lag.partitions] {
        const Topic* declared = context.scenario().findTopic(topic);
        if (declared != nullptr && partitions > declared->partitions)
            context.error(node, fmt::format("'{}' has {} partitions, fewer than {}", topic, declared->partitions, partitions));
    });
}

void bindLag(BindingContext& context, const SourceNode& node, const std::string& path, InitialState& initial) {
    const MappingReader reader(context, &node, path, vocabulary::initialLag());
    InitialState::Lag lag;
    if (const SourceNode* topic = reader.require("topic"); topic != nullptr && reader.text("topic", lag.topic))
        expectReference(context, *topic, Referent::Topic, lag.topic);
    if (const SourceNode* group = reader.require("groupId"); group != nullptr && reader.text("groupId", lag.groupId))
        expectReference(context, *group, Referent::Group, lag.groupId);
    double records = 0;
    reader.require("records");
    if (reader.quantity("records", records, Unit::Count, 0, mostRecords)) lag.records = static_cast<std::int64_t>(records + 0.5);
    reader.time("age", lag.age);
    reader.count("partitions", lag.partitions, 1);
    expectReadBy(context, node, lag);
    expectOlderIfLonger(context, node, lag, initial.lags);
    expectInPartitions(context, node, lag, initial.lags);
    initial.lags.push_back(std::move(lag));
}

}  // namespace

void bindInitialState(BindingContext& context, const MappingReader& root) {
    InitialState& initial = context.scenario().initial;
    const MappingReader reader(context, root.find("initial"), "initial", vocabulary::initial());
    const SourceNode* lags = reader.findList("lag");
    for (std::size_t i = 0; lags != nullptr && i < lags->items.size(); ++i)
        bindLag(context, *lags->items[i], joinPath("initial.lag", i), initial);
    const SourceNode* replicas = reader.findMapping("replicas");
    if (replicas == nullptr) return;
    for (const auto& entry : replicas->entries) {
        const auto count = ValueReader(context, *entry.value, joinPath("initial.replicas", entry.key)).quantity(Unit::Count);
        expectReference(context, *entry.value, Referent::Service, entry.key);
        if (count && (*count > 100'000 || *count != static_cast<int>(*count)))
            context.error(*entry.value, "replicas are a whole number up to 100,000");
        else if (count)
            initial.replicas[entry.key] = static_cast<int>(*count);
    }
}

}  // namespace headroom::model
