#include "app/presentation/up_feed.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/presentation/format.h"

namespace headroom::presentation {

namespace {

std::string textOf(const nlohmann::json& line, const char* name) {
    const auto found = line.find(name);
    return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> numberOf(const nlohmann::json& line, const char* name) {
    const auto found = line.find(name);
    return found != line.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

int countOf(const nlohmann::json& line, const char* name) {
    return static_cast<int>(numberOf(line, name).value_or(0));
}

}  // namespace

std::vector<UpFeed::Sentence> UpFeed::feed(std::string_view bytes) {
    std::vector<Sentence> sentences;
    m_pending += bytes;
    std::size_t begin = 0;
    for (std::size_t end = m_pending.find('\n'); end != std::string::npos; end = m_pending.find('\n', begin)) {
        if (auto sentence = read(m_pending.substr(begin, end - begin))) sentences.push_back(std::move(*sentence));
        begin = end + 1;
    }
    m_pending.erase(0, begin);
    return sentences;
}

/// What isn't the supervisor's language is passed on as it is.
std::optional<UpFeed::Sentence> UpFeed::read(const std::string& line) {
    const nlohmann::json said = nlohmann::json::parse(line, nullptr, false);
    if (!said.is_object()) return line.empty() ? std::nullopt : std::optional(Sentence{line, true});
    if (textOf(said, "event") == "status") {
        m_status = {countOf(said, "ready"), countOf(said, "wanted"), countOf(said, "restarts"),
                    numberOf(said, "requestsPerSecond")};
        return std::nullopt;
    }
    return Sentence{textOf(said, "message"), textOf(said, "level") != "info"};
}

std::string statusText(const UpStatus& status) {
    return fmt::format("{} of {} ready · {} · {}", status.podsReady,
                       formatCount(static_cast<std::size_t>(status.podsWanted), "pod"),
                       formatCount(static_cast<std::size_t>(status.restarts), "restart"),
                       status.requestsPerSecond ? formatValue(*status.requestsPerSecond, "requests/s") : "requests/s –");
}

}  // namespace headroom::presentation
