#include "connectors/kafka/described_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "connectors/kafka/described_table.h"
#include "connectors/kafka/lag.h"

namespace headroom::connectors::kafka {
namespace {

/// The name in "Consumer group 'NAME' ..."; empty where there is none.
std::string quotedGroup(std::string_view line) {
    static constexpr std::string_view before = "onsumer group '";
    const std::size_t begin = line.find(before);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = line.find('\'', begin + before.size());
    return end == std::string_view::npos ? std::string{}
                                         : std::string(line.substr(begin + before.size(), end - begin - before.size()));
}

bool contains(std::string_view line, std::string_view words) {
    return line.find(words) != std::string_view::npos;
}

/// What a terminal shows around a table: a prompt, a command, a line of a log.
bool isSurrounding(std::string_view line) {
    const char first = line[line.find_first_not_of(" \t")];
    return first == '$' || first == '#' || first == '[' || first == '>' || contains(line, "kafka-consumer-groups");
}

class Reader {
public:
    explicit Reader(const std::string& file) : m_file(file) {}

    void take(std::string_view line) {
        ++m_line;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
        const std::vector<Word> words = wordsOf(line);
        if (auto table = DescribedTable::fromHeads(words)) {
            m_table = std::move(table);
            m_hasTable = true;
        } else if (!takeStatement(line) && !takeOtherHeads(words) && m_table && !isSurrounding(line)) {
            takeRow(words);
        }
    }

    DescribedGroups finish() {
        if (!m_hasTable && m_groups.empty() && !m_result.diagnostics.hasErrors())
            error(1, "there is no table here: no line has the heads TOPIC, PARTITION, CURRENT-OFFSET and LOG-END-OFFSET",
                  "paste what kafka-consumer-groups --describe --all-groups prints");
        for (auto& [name, group] : m_groups) {
            std::ranges::sort(*group.partitions, {}, &GroupPartition::place);
            if (group.members && group.members->empty() && group.state == GroupState::Unknown) group.state = GroupState::Empty;
            m_result.snapshot.groups.push_back(std::move(group));
        }
        return std::move(m_result);
    }

private:
    void error(int column, std::string message, std::string hint = {}) {
        m_result.diagnostics.error({m_file, {std::max(m_line, 1), column}}, std::move(message), std::move(hint));
    }
    void warn(int column, std::string message) { m_result.diagnostics.warning({m_file, {m_line, column}}, std::move(message)); }

    Group& group(const std::string& name) {
        const auto [found, isNew] = m_groups.try_emplace(name);
        if (isNew) {
            found->second.name = name;
            found->second.partitions.emplace();
        }
        return found->second;
    }

    /// What the tool says in sentences.
    bool takeStatement(std::string_view line) {
        const std::string name = quotedGroup(line);
        if (!name.empty() && contains(line, "has no active members")) {
            group(name).state = GroupState::Empty;
            group(name).members.emplace();
        } else if (!name.empty() && contains(line, "is rebalancing")) {
            group(name).state = GroupState::PreparingRebalance;
        } else if (!name.empty() && contains(line, "does not exist")) {
            group(name).isListed = false;
        } else if (const std::size_t at = line.find("Error:"); at != std::string_view::npos) {
            const std::vector<Word> words = wordsOf(line.substr(0, at + 1));
            error(words.back().column, "the tool failed:" + std::string(line.substr(at + std::string_view("Error:").size())));
        } else {
            return false;
        }
        m_statedGroup = name;
        return true;
    }

    /// The tool's other tables, which say nothing of offsets.
    bool takeOtherHeads(const std::vector<Word>& words) {
        const bool isOther = words.size() > 1 && words.front().text == "GROUP" &&
                             std::ranges::any_of(words, [](const Word& word) { return word.text.starts_with('#'); });
        if (!isOther) return false;
        error(words.front().column, "this table has no offsets", "describe without --members and --state");
        m_table.reset();
        m_hasTable = true;
        return true;
    }

    void takeRow(const std::vector<Word>& words) {
        try {
            add(m_table->read(words), words.front().column);
        } catch (const BadRow& bad) {
            error(bad.column, bad.message);
        }
    }

    void add(const DescribedRow& row, int column) {
        const std::string named = row.group.value_or(m_statedGroup.empty() ? "(not named)" : m_statedGroup);
        Group& its = group(named);
        if (m_table->hasConsumers() && !its.members) its.members.emplace();
        if (row.partition > std::numeric_limits<std::int32_t>::max()) throw BadRow{column, "PARTITION is out of range"};
        const TopicPartition place{row.topic.value_or(""), static_cast<std::int32_t>(row.partition.value_or(0))};
        if (row.consumer) addMember(its, row, place);
        if (!row.topic) return;
        const auto same = std::ranges::find(*its.partitions, place, &GroupPartition::place);
        if (same != its.partitions->end()) {
            warn(column,
                 fmt::format("partition {} of {} is described again; what comes last counts", place.partition, place.topic));
            its.partitions->erase(same);
        }
        GroupPartition partition{place, row.committed, {}, {}, {}, {}};
        measureLag(partition, row.end);
        if (partition.lag && row.lag && *row.lag != *partition.lag)
            warn(column, fmt::format("LAG says {}, the offsets say {}: the offsets count", *row.lag, *partition.lag));
        its.partitions->push_back(std::move(partition));
    }

    static void addMember(Group& group, const DescribedRow& row, const TopicPartition& place) {
        std::vector<Member>& members = *group.members;
        auto member = std::ranges::find(members, *row.consumer, &Member::id);
        if (member == members.end())
            member = members.insert(member, Member{*row.consumer, row.client.value_or(""), row.host.value_or(""), {}});
        if (row.topic) member->assignment.push_back(place);
    }

    const std::string& m_file;
    int m_line = 0;
    std::optional<DescribedTable> m_table;
    bool m_hasTable = false;
    std::string m_statedGroup;
    std::map<std::string, Group> m_groups;
    DescribedGroups m_result;
};

}  // namespace

DescribedGroups readDescribedGroups(std::string_view text, const std::string& file) {
    Reader reader(file);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        reader.take(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return reader.finish();
}

}  // namespace headroom::connectors::kafka
