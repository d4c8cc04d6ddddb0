#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/result.h"
#include "services/execution/outcome.h"
#include "services/execution/trace_context.h"

namespace headroom::services {

struct LedgerError {
    std::string message;
};

/// What clients asked for and what they were told, written before it counts: a file of JSON lines in a folder, one for each
/// clients' process, that outlives whoever is killed. From any thread.
class JourneyLedger {
public:
    /// Makes the folder where there is none. `run` is in the file's name.
    static model::Result<JourneyLedger, LedgerError> open(const std::string& folder, std::uint64_t run);
    ~JourneyLedger();
    JourneyLedger(JourneyLedger&& other) noexcept;
    JourneyLedger& operator=(JourneyLedger&&) = delete;

    /// Nothing, or why it isn't written: then nobody may count on the journey.
    std::optional<LedgerError> begun(const std::string& client, std::uint64_t number, const TraceContext& trace);
    std::optional<LedgerError> ended(const TraceContext& trace, Outcome outcome);

private:
    JourneyLedger(int file, std::string path) : m_file(file), m_path(std::move(path)) {}
    std::optional<LedgerError> append(const std::string& line) const;

    int m_file;
    std::string m_path;
};

}  // namespace headroom::services
