#include "app/presentation/lag_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace headroom::presentation {
namespace {

/// A trend is one of the last minute.
constexpr model::Duration window = model::Duration::seconds(60);
const double unknown = std::nan("");
const std::string groupPrefix = "group/";

/// The topic in "<group>/<topic>/<partition>"; a group's name may have slashes, a topic's has none.
std::string topicOf(const std::string& share) {
    const std::size_t end = share.rfind('/');
    if (end == std::string::npos || end == 0) return {};
    const std::size_t begin = share.rfind('/', end - 1);
    return begin == std::string::npos ? std::string{} : share.substr(begin + 1, end - begin - 1);
}

}  // namespace

void LagTable::begin(const trace::Header& header) {
    m_title = header.scenario;
    const auto cluster = header.settings.find("--kafka");
    const auto isSaid = [&](const char* setting) { return header.settings.contains(setting); };
    m_hasCluster = cluster != header.settings.end() || !(isSaid("--prometheus") || isSaid("--scrape") || isSaid("--kubernetes"));
    if (!header.scenarioText.empty() && cluster != header.settings.end()) m_title += ", live " + cluster->second;
}

void LagTable::declare(const trace::Element& element) {
    if (element.kind == "group") m_activities.try_emplace(element.name);
    if (element.kind != "partitionOfGroup" || !element.parent.starts_with(groupPrefix)) return;
    const std::string group = element.parent.substr(groupPrefix.size());
    const std::string topic = topicOf(element.name);
    const auto [place, isNew] = m_places.try_emplace({group, topic}, m_rows.size());
    if (isNew) m_rows.push_back({group, topic, {}, {}, {}, unknown, unknown, unknown, 0, {}});
    m_shares[element.index] = {place->second, m_rows[place->second].partitions.size()};
    m_rows[place->second].partitions.push_back(0);
    m_rows[place->second].times.push_back(unknown);
    m_rows[place->second].retentions.push_back(unknown);
    ++m_sharesOf[group];
}

void LagTable::declare(const trace::Series& series) {
    const auto share = m_shares.find(series.element);
    if (share == m_shares.end()) return;
    if (series.name == "consumerLag") m_series[series.index] = share->second;
    if (series.name == "timeLag") {
        m_timeSeries[series.index] = share->second;
        m_rows[share->second.row].times[share->second.partition] = 0;
    }
    if (series.name == "retentionLeft") {
        m_retentionSeries[series.index] = share->second;
        m_rows[share->second.row].retentions[share->second.partition] = 0;
    }
}

void LagTable::frame(const trace::Frame& frame) {
    ++m_frames;
    m_now = frame.time;
    for (const auto& [series, value] : frame.values) {
        const auto found = m_series.find(series);
        if (found != m_series.end()) m_rows[found->second.row].partitions[found->second.partition] = value;
        const auto time = m_timeSeries.find(series);
        if (time != m_timeSeries.end()) m_rows[time->second.row].times[time->second.partition] = value;
        const auto retention = m_retentionSeries.find(series);
        if (retention != m_retentionSeries.end()) m_rows[retention->second.row].retentions[retention->second.partition] = value;
    }
    for (Row& row : m_rows) sample(row);
}

void LagTable::sample(Row& row) {
    double sum = 0;
    std::size_t known = 0;
    double longest = 0;
    double left = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < row.partitions.size(); ++i) {
        if (std::isnan(row.partitions[i])) continue;
        sum += row.partitions[i];
        ++known;
        left = std::isnan(left) || std::isnan(row.retentions[i]) ? unknown : std::min(left, row.retentions[i]);
        if (row.partitions[i] > 0) longest = std::isnan(row.times[i]) ? row.times[i] : std::max(longest, row.times[i]);
    }
    // A partition that becomes known, or unknown, is no trend.
    if (known != row.known) row.samples.clear();
    row.known = known;
    row.lag = known > 0 ? sum : unknown;
    row.timeLag = known > 0 ? longest : unknown;
    row.retentionLeft = known > 0 ? left : unknown;
    if (known > 0) row.samples.push_back({m_now, sum});
    while (!row.samples.empty() && m_now - row.samples.front().time > window) row.samples.pop_front();
}

void LagTable::event(const trace::Event& event) {
    const std::string& what = event.reason.result;
    if (event.kind == "group.state" && event.element.starts_with(groupPrefix))
        m_activities[event.element.substr(groupPrefix.size())] = what;
    if (event.kind == "observer.failed" || event.kind == "observer.connected") {
        // One observer's connection says nothing of another's.
        std::string& failure = m_failures[event.element];
        std::erase(m_problems, failure);
        failure = event.kind == "observer.failed" ? what : "";
        if (!failure.empty()) m_problems.push_back(failure);
    }
    if (event.kind == "observer.problem") m_problems.push_back(what);
    if (event.kind == "observer.solved") std::erase(m_problems, what);
    if (event.kind.starts_with("drift.")) noteDrift(event);
    if (event.kind.starts_with("retention.")) noteRetention(event);
}

void LagTable::noteDrift(const trace::Event& event) {
    const std::string& rule = event.reason.rule;
    for (const auto& [its, list] :
         {std::pair{"drift.onlyInScenario", &m_drift.onlyInScenario}, std::pair{"drift.onlyInCluster", &m_drift.onlyInCluster},
          std::pair{"drift.differs", &m_drift.differences}}) {
        if (event.kind == "drift.found" && rule == its) list->push_back(event.reason.result);
        if (event.kind == "drift.gone") std::erase(*list, event.reason.result);
    }
}

void LagTable::noteRetention(const trace::Event& event) {
    std::string key = event.element + " " + event.reason.rule;
    for (const trace::ReasonValue& input : event.reason.inputs)
        if (const auto* text = std::get_if<std::string>(&input.value)) key += " " + *text;
    m_warnings.erase(key);
    if (event.kind == event.reason.rule) m_warnings[key] = event.summary;
}

std::vector<std::string> LagTable::warnings() const {
    std::vector<std::string> texts;
    texts.reserve(m_warnings.size());
    for (const auto& [key, text] : m_warnings) texts.push_back(text);
    return texts;
}

std::vector<const LagTable::Row*> LagTable::sorted() const {
    std::vector<const Row*> all;
    for (const Row& row : m_rows) all.push_back(&row);
    const auto key = [](const Row* row) {
        const bool isUnknown = std::isnan(row->lag);
        const double waiting = std::isnan(row->timeLag) ? std::numeric_limits<double>::infinity() : row->timeLag;
        return std::tuple<bool, double, double, const std::string&, const std::string&>(
            isUnknown, isUnknown ? 0.0 : -waiting, isUnknown ? 0.0 : -row->lag, row->group, row->topic);
    };
    std::ranges::sort(all, {}, key);
    return all;
}

LagRow LagTable::shown(const Row& row) const {
    LagRow result{row.group,   row.topic,         {}, row.lag, row.known > 0 && row.known < row.partitions.size(),
                  row.timeLag, row.retentionLeft, {}};
    const auto activity = m_activities.find(row.group);
    if (activity != m_activities.end()) result.activity = activity->second;
    const std::vector<model::LagSample> samples(row.samples.begin(), row.samples.end());
    if (!std::isnan(row.lag)) result.outlook = model::lagOutlook(samples);
    return result;
}

std::size_t LagTable::size() const {
    return m_rows.size() + static_cast<std::size_t>(std::ranges::count_if(
                               m_activities, [this](const auto& group) { return !m_sharesOf.contains(group.first); }));
}

std::vector<LagRow> LagTable::rows(std::size_t most) const {
    std::vector<LagRow> result;
    for (const Row* row : sorted())
        if (result.size() < most) result.push_back(shown(*row));
    for (const auto& [group, activity] : m_activities)
        if (result.size() < most && !m_sharesOf.contains(group))
            result.push_back({group, {}, activity, unknown, false, unknown, unknown, {}});
    return result;
}

}  // namespace headroom::presentation
