#include "connectors/kafka/observer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "connectors/kafka/client.h"
#include "connectors/kafka/committed_offsets.h"
#include "connectors/kafka/groups.h"
#include "connectors/kafka/lag.h"
#include "connectors/kafka/metadata.h"
#include "connectors/kafka/offsets.h"
#include "connectors/kafka/retention.h"
#include "connectors/kafka/time_lags.h"
#include "connectors/kafka/topic_settings.h"

namespace headroom::connectors::kafka {
namespace {

/// The named groups, as far as they are listed with what the list says; the rest as far as there is a list, as not there.
std::vector<Group> named(const std::vector<std::string>& names, const Result<std::vector<Group>>& listed, bool isComplete) {
    std::vector<Group> groups;
    for (const std::string& name : names) {
        Group group;
        group.name = name;
        if (listed) {
            const auto found = std::ranges::find(listed.value(), name, &Group::name);
            if (found != listed.value().end())
                group = *found;
            else if (isComplete)
                group.isListed = false;
        }
        groups.push_back(std::move(group));
    }
    std::ranges::sort(groups, {}, &Group::name);
    const auto isSame = [](const Group& a, const Group& b) { return a.name == b.name; };
    groups.erase(std::unique(groups.begin(), groups.end(), isSame), groups.end());
    return groups;
}

// Groups whose lags are shown before all are known: as many as a window has lines for, and then some more each time.
constexpr std::size_t firstPart = 50;
constexpr std::size_t partsGrowBy = 4;

bool areAllWanted(const std::string&, std::int32_t) {
    return true;
}

/// Whether another client might have had an answer.
bool isInDoubt(const Error& error) {
    return error.retriable && error.kind != Error::Kind::Gone;
}

}  // namespace

Observer::Observer(ClientOptions options, OwnedClient client, Scope scope)
    : m_options(std::move(options)),
      m_client(std::move(client)),
      m_scope(std::move(scope)),
      m_settings(std::make_unique<TopicSettingsReader>()) {}

Observer::~Observer() = default;

Result<std::unique_ptr<Observer>> Observer::create(const ClientOptions& options, Scope scope) {
    auto client = Client::create(options);
    if (!client) return client.error();
    return std::unique_ptr<Observer>(new Observer(options, std::move(client.value()), std::move(scope)));
}

Result<Snapshot> Observer::observe(const std::function<bool()>& isCancelled, const Show& show) {
    if (m_isInDoubt)
        if (auto fresh = Client::create(m_options)) m_client = std::move(fresh.value());
    Result<Snapshot> snapshot = look(isCancelled, show);
    m_isInDoubt = snapshot ? std::ranges::any_of(snapshot.value().problems, isInDoubt) : isInDoubt(snapshot.error());
    return snapshot;
}

Result<Snapshot> Observer::look(const std::function<bool()>& isCancelled, const Show& show) {
    Snapshot snapshot;
    if (auto error = readMetadata(*m_client, m_scope.topics, snapshot)) return *error;
    const bool knowsGroups = isCancelled() || findGroups(snapshot, isCancelled);
    readGroups(snapshot, knowsGroups, isCancelled, show);
    if (!isCancelled()) readOffsets(*m_client, snapshot, areAllWanted, isCancelled);
    measureLag(snapshot, m_scope.topics);
    // The mock cluster knows nothing of its records' timestamps.
    if (knowsGroups) measureTimeLags(*m_client, m_times, snapshot, isCancelled);
    // Last, since nothing else rests on it. Nor does it know settings, and waits for a controller that never comes.
    if (knowsGroups && !isCancelled()) m_settings->read(*m_client, snapshot, isCancelled);
    measureRetention(snapshot);
    return snapshot;
}

void Observer::readGroups(Snapshot& snapshot, bool knowsGroups, const std::function<bool()>& isCancelled, const Show& show) {
    const CommitQuery query = knowsGroups ? CommitQuery::AllAtOnce : CommitQuery::ByPartition;
    std::size_t first = 0;
    std::size_t count = show ? firstPart : snapshot.groups.size();
    while (first < snapshot.groups.size() && !isCancelled()) {
        count = std::min(count, snapshot.groups.size() - first);
        const std::span<Group> part = std::span(snapshot.groups).subspan(first, count);
        // A broker that can't list groups can't describe them, and librdkafka 2.0.2 hangs for good where it is to ask one that
        // can't.
        if (knowsGroups) describeGroups(*m_client, snapshot, part, isCancelled);
        readCommittedOffsets(*m_client, query, snapshot, part, isCancelled);
        first += count;
        count *= partsGrowBy;
        if (first < snapshot.groups.size() && !isCancelled()) show(partOf(snapshot, first, isCancelled));
    }
}

Snapshot Observer::partOf(const Snapshot& snapshot, std::size_t groups, const std::function<bool()>& isCancelled) {
    Snapshot part = snapshot;
    part.hasAllGroups = false;
    part.groups.resize(groups);
    std::set<TopicPartition> places;
    for (const Group& group : part.groups)
        if (group.partitions)
            for (const GroupPartition& partition : *group.partitions) places.insert(partition.place);
    std::set<std::string> topics;
    for (const TopicPartition& place : places) topics.insert(place.topic);
    std::erase_if(part.topics, [&topics](const Topic& topic) { return !topics.contains(topic.name); });
    const auto isWanted = [&places](const std::string& topic, std::int32_t partition) {
        return places.contains({topic, partition});
    };
    readOffsets(*m_client, part, isWanted, isCancelled);
    measureLag(part, m_scope.topics);
    return part;
}

bool Observer::findGroups(Snapshot& snapshot, const std::function<bool()>& isCancelled) {
    std::vector<Error> problems;
    const Result<std::vector<Group>> listed = listGroups(*m_client, problems, isCancelled);
    snapshot.hasAllGroups = listed && problems.empty();
    if (m_scope.groups.empty()) {
        if (listed) snapshot.groups = listed.value();
        if (!listed) {
            snapshot.groups = named(m_scope.groupsIfUnlisted, listed, false);
            problems = {listed.error()};
            problems.front().message += snapshot.groups.empty() ? "; --group NAME looks at one without the list"
                                                                : "; only the scenario's groups are looked at";
        }
        snapshot.problems.insert(snapshot.problems.end(), problems.begin(), problems.end());
    } else {
        snapshot.groups = named(m_scope.groups, listed, snapshot.hasAllGroups);
        for (const Group& group : snapshot.groups)
            if (group.isListed && !*group.isListed)
                snapshot.problems.push_back({Error::Kind::Gone, fmt::format("group {}: there is none", group.name), true});
    }
    return listed || listed.error().kind != Error::Kind::Unsupported;
}

}  // namespace headroom::connectors::kafka
