#include "services/audit/journey_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

namespace headroom::services {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool hasText(const json& line, const char* name) {
    return line.contains(name) && line[name].is_string();
}

/// False where the line makes no sense.
bool enter(const json& line, JourneyBook& book) {
    if (!line.is_object()) return false;
    if (hasText(line, "begun") && hasText(line, "client"))
        return book.try_emplace(line["begun"].get<std::string>(), LedgerEntry{line["client"].get<std::string>(), {}}).second;
    if (!hasText(line, "ended") || !hasText(line, "outcome")) return false;
    const auto journey = book.find(line["ended"].get<std::string>());
    if (journey == book.end() || journey->second.outcome) return false;
    journey->second.outcome = line["outcome"].get<std::string>();
    return true;
}

std::optional<LedgerError> read(const fs::path& path, JourneyBook& book) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return LedgerError{fmt::format("{} can't be read", path.string())};
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::size_t begin = 0;
    int number = 1;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin), ++number) {
        if (!enter(json::parse(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end),
                               nullptr, false),
                   book))
            return LedgerError{
                fmt::format("{}:{}: this is no line of a ledger, or says again what was said before", path.string(), number)};
        begin = end + 1;
    }
    return std::nullopt;
}

}  // namespace

model::Result<JourneyBook, LedgerError> readLedgers(const std::string& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
        if (at->path().extension() == ".jsonl") files.push_back(at->path());
    if (failure) return LedgerError{fmt::format("the folder {} can't be read: {}", folder, failure.message())};
    std::ranges::sort(files);
    JourneyBook book;
    for (const fs::path& file : files)
        if (auto error = read(file, book)) return *error;
    return book;
}

}  // namespace headroom::services
