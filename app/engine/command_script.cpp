#include "app/engine/command_script.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

namespace headroom::engine {
namespace {

std::optional<model::Instant> instantOf(std::string_view line) {
    const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object() || !object.contains("atNs") || !object["atNs"].is_number_unsigned()) return std::nullopt;
    return model::Instant{object["atNs"].get<std::int64_t>()};
}

}  // namespace

std::optional<std::string> CommandScript::read(std::string_view text) {
    std::vector<Entry> entries;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        ParsedCommand parsed = parseCommand(line);
        if (!parsed.command) return fmt::format("line {}: {}", number, parsed.error);
        const auto at = instantOf(line);
        if (!at) return fmt::format("line {}: 'atNs' must be a whole number of nanoseconds", number);
        if (!entries.empty() && *at < entries.back().at) return fmt::format("line {}: 'atNs' goes back", number);
        Entry& entry = entries.emplace_back();
        entry.at = *at;
        entry.command = *parsed.command;
    }
    m_entries = std::move(entries);
    m_next = 0;
    return std::nullopt;
}

std::optional<Command> CommandScript::take(model::Instant now) {
    if (m_next == m_entries.size() || m_entries[m_next].at > now) return std::nullopt;
    return m_entries[m_next++].command;
}

}  // namespace headroom::engine
