#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::presentation {

/// How a scenario that is played for real stands.
struct UpStatus {
    int podsReady = 0;
    int podsWanted = 0;
    int restarts = 0;
    std::optional<double> requestsPerSecond;  ///< absent: nobody says
    bool operator==(const UpStatus&) const = default;
};

/// What the supervisor of bundled services says (docs/services.md), as a person reads it.
class UpFeed {
public:
    struct Sentence {
        std::string text;
        bool isWarning = false;
        bool operator==(const Sentence&) const = default;
    };
    /// What more of its output says.
    std::vector<Sentence> feed(std::string_view bytes);

    /// As last heard; absent before.
    const std::optional<UpStatus>& status() const { return m_status; }

private:
    std::optional<Sentence> read(const std::string& line);

    std::string m_pending;
    std::optional<UpStatus> m_status;
};

/// "28 of 29 pods ready · 2 restarts · 120 requests/s".
std::string statusText(const UpStatus& status);

}  // namespace headroom::presentation
