#include "connectors/kafka/retention_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom::connectors::kafka {
namespace {

constexpr model::Duration step = model::Duration::seconds(10);
constexpr model::Duration window = model::Duration::seconds(600);
constexpr double ageTolerance = 0.05;  // by which an age may be wrong
constexpr double usedUp = 0.1;         // of the retention, before which nothing is said
constexpr double horizon = 86'400;     // seconds
constexpr double worthTelling = 1.5;   // by how much a forecast must have changed

Finding findingOf(const std::pair<std::string, std::string>& key, const std::string& kind, const std::string& goneKind) {
    const auto& [group, topic] = key;
    Finding finding;
    finding.key = kind + "/" + group + "/" + topic;
    finding.goneKind = goneKind;
    finding.event.kind = kind;
    finding.event.element = "group/" + group;
    finding.event.severity = "warning";
    finding.event.reason.rule = kind;
    finding.event.reason.inputs = {{"topic", topic, ""}};
    return finding;
}

Finding lossOf(const std::pair<std::string, std::string>& key, std::int64_t records) {
    Finding finding = findingOf(key, "retention.lost", "retention.recovered");
    finding.event.severity = "error";
    finding.event.summary = fmt::format("group {} has lost records of {}: {} or more were deleted before it read them", key.first,
                                        key.second, records);
    finding.event.reason.inputs.push_back({"lost", static_cast<double>(records), "records"});
    finding.event.reason.result = "lost";
    finding.event.reason.sentence = finding.event.summary;
    return finding;
}

}  // namespace

std::string roughly(double seconds) {
    if (seconds < 60) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.0f} h", seconds / 3600);
}

std::map<RetentionWatch::Key, RetentionWatch::Standing> RetentionWatch::standings(const Snapshot& snapshot) {
    const Logs logs = logsOf(snapshot);
    std::map<Key, Standing> all;
    for (const Group& group : snapshot.groups) {
        if (!group.partitions) continue;
        for (const GroupPartition& share : *group.partitions)
            if (share.lag) add(share, logs, all[{group.name, share.place.topic}]);
    }
    return all;
}

void RetentionWatch::add(const GroupPartition& share, const Logs& logs, Standing& standing) {
    const auto retention = logs.retentions.find(share.place.topic);
    standing.retention = retention == logs.retentions.end() ? 0 : retention->second;
    if (retention == logs.retentions.end() || !share.retentionLeft)
        standing.isKnown = false;
    else
        standing.oldest = std::max(standing.oldest, standing.retention - *share.retentionLeft);
    const auto start = logs.starts.find(share.place);
    if (start != logs.starts.end() && share.committed)
        standing.lost += std::max<std::int64_t>(0, start->second - *share.committed);
}

RetentionWatch::Logs RetentionWatch::logsOf(const Snapshot& snapshot) {
    Logs logs;
    for (const Topic& topic : snapshot.topics) {
        if (topic.settings && topic.settings->retention) logs.retentions[topic.name] = *topic.settings->retention;
        for (const Partition& partition : topic.partitions)
            if (partition.start) logs.starts[{topic.name, partition.number}] = *partition.start;
    }
    return logs;
}

void RetentionWatch::sample(const Key& key, const Standing& standing, trace::Instant now) {
    std::deque<model::LagSample>& ages = m_ages[key];
    if (!ages.empty()) {
        const model::LagSample& last = ages.back();
        const model::Duration elapsed = now - last.time;
        if (elapsed < step) return;
        // Nothing gets older faster than time passes: the group was set back, or its oldest partition has become known.
        if (standing.oldest > last.lag * (1 + ageTolerance) + 2 * elapsed.toSeconds()) ages.clear();
    }
    ages.push_back({now, standing.oldest});
    while (now - ages.front().time > window) ages.pop_front();
}

std::optional<Finding> RetentionWatch::breach(const Key& key, const Standing& standing) {
    const double age = standing.oldest;
    const std::deque<model::LagSample>& ages = m_ages[key];
    if (age < usedUp * standing.retention) return std::nullopt;
    const model::LagOutlook outlook = model::lagOutlook(std::vector<model::LagSample>(ages.begin(), ages.end()));
    if (outlook.trend != model::LagTrend::Growing || !outlook.growth || *outlook.growth <= 0) return std::nullopt;
    const double growth = std::min(1.0, *outlook.growth);
    const double foreseen = (standing.retention - age) / growth;
    if (foreseen > horizon) return std::nullopt;
    double& told = m_foreseen.try_emplace(key, foreseen).first->second;
    if (foreseen * worthTelling < told || foreseen > told * worthTelling) told = foreseen;
    Finding finding = findingOf(key, "retention.breach", "retention.safe");
    trace::Reason& reason = finding.event.reason;
    reason.inputs.push_back({"age", age, "s"});
    reason.inputs.push_back({"retention", standing.retention, "s"});
    reason.inputs.push_back({"growth", growth, "s/s"});
    reason.result = fmt::format("in about {}", roughly(told));
    finding.event.summary =
        fmt::format("group {} is on course to lose records of {}: retention breach {}", key.first, key.second, reason.result);
    reason.sentence = fmt::format("{}: the oldest it hasn't read is {} old and kept for {}, and gets older by {:.2f} s a second",
                                  finding.event.summary, roughly(age), roughly(standing.retention), growth);
    reason.source = "log.retention.check.interval.ms: segments whose youngest record is older than retention.ms are deleted";
    return finding;
}

std::vector<Finding> RetentionWatch::take(const Snapshot& snapshot, trace::Instant now) {
    std::vector<Finding> findings;
    const std::map<Key, Standing> present = standings(snapshot);
    for (const auto& [key, standing] : present) {
        if (standing.lost > 0) findings.push_back(lossOf(key, standing.lost));
        if (!standing.isKnown || std::isinf(standing.retention)) continue;
        sample(key, standing, now);
        auto foreseen = breach(key, standing);
        if (foreseen)
            findings.push_back(std::move(*foreseen));
        else
            m_foreseen.erase(key);
    }
    std::erase_if(m_ages, [&present](const auto& entry) { return !present.contains(entry.first); });
    std::erase_if(m_foreseen, [&present](const auto& entry) { return !present.contains(entry.first); });
    return findings;
}

}  // namespace headroom::connectors::kafka
