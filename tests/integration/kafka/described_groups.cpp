#include "tests/integration/kafka/described_groups.h"

#include <sstream>
#include <stdexcept>

namespace headroom::integration {

namespace {

std::vector<std::string> words(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

bool isHeader(const std::vector<std::string>& row) {
    return row.size() > 1 && row[0] == "GROUP";
}

std::optional<std::int64_t> number(const std::string& word, const std::string& line) {
    if (word == "-") return std::nullopt;
    std::size_t read = 0;
    try {
        const std::int64_t value = std::stoll(word, &read);
        if (read == word.size()) return value;
    } catch (const std::logic_error&) {
    }
    throw std::runtime_error("not a number where one should be: " + line);
}

std::string text(const std::optional<std::int64_t>& number) {
    return number ? std::to_string(*number) : "-";
}

}  // namespace

void PrintTo(const DescribedPartition& row, std::ostream* stream) {
    *stream << row.group << ' ' << row.topic << ' ' << row.partition << ' ' << text(row.committed) << ' ' << text(row.end) << ' '
            << text(row.lag) << ' ' << (row.member.empty() ? "-" : row.member);
}

std::vector<DescribedPartition> readDescribedPartitions(const std::string& output) {
    std::vector<DescribedPartition> rows;
    bool inTable = false;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        const std::vector<std::string> row = words(line);
        if (row.empty()) continue;
        if (isHeader(row)) {
            inTable = true;
            continue;
        }
        // What it says between tables ("Consumer group 'x' has no active members.") begins with no such number of words in a
        // table.
        if (!inTable || row[0] == "Consumer") continue;
        if (row.size() != 9) throw std::runtime_error("not a row of ConsumerGroupCommand: " + line);
        const auto partition = number(row[2], line);
        if (!partition) continue;
        rows.push_back({row[0], row[1], static_cast<std::int32_t>(*partition), number(row[3], line), number(row[4], line),
                        number(row[5], line), row[6] == "-" ? "" : row[6]});
    }
    return rows;
}

DescribedState readDescribedState(const std::string& output, const std::string& group) {
    // The coordinator is "host:port (id)", and an empty group has no strategy: the state is the last word but one.
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        const std::vector<std::string> row = words(line);
        if (row.size() >= 5 && row[0] == group && row[2].starts_with('('))
            return {std::stoi(row[2].substr(1)), row[row.size() - 2]};
    }
    throw std::runtime_error("no state of " + group + " in: " + output);
}

}  // namespace headroom::integration
