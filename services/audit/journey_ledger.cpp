#include "services/audit/journey_ledger.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace headroom::services {

namespace {

LedgerError trouble(const std::string& path, int code) {
    return {fmt::format("the ledger {} can't be written: {}", path, std::generic_category().message(code))};
}

}  // namespace

model::Result<JourneyLedger, LedgerError> JourneyLedger::open(const std::string& folder, std::uint64_t run) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) return trouble(folder, failure.value());
    const std::string path = fmt::format("{}/journeys-{:016x}.jsonl", folder, run);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return trouble(path, errno);
    return JourneyLedger(file, path);
}

JourneyLedger::JourneyLedger(JourneyLedger&& other) noexcept
    : m_file(std::exchange(other.m_file, -1)), m_path(std::move(other.m_path)) {}

JourneyLedger::~JourneyLedger() {
    if (m_file >= 0) ::close(m_file);
}

std::optional<LedgerError> JourneyLedger::begun(const std::string& client, std::uint64_t number, const TraceContext& trace) {
    return append(nlohmann::json{{"begun", trace.traceText()}, {"client", client}, {"number", number}}.dump());
}

std::optional<LedgerError> JourneyLedger::ended(const TraceContext& trace, Outcome outcome) {
    return append(nlohmann::json{{"ended", trace.traceText()}, {"outcome", word(outcome)}}.dump());
}

/// In one piece, so that lines of threads don't mix; what is written survives the process.
std::optional<LedgerError> JourneyLedger::append(const std::string& line) const {
    const std::string text = line + '\n';
    const ssize_t written = ::write(m_file, text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size())) return std::nullopt;
    return trouble(m_path, written < 0 ? errno : ENOSPC);
}

}  // namespace headroom::services
