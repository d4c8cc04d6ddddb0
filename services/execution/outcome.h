#pragma once

#include <cstdint>
#include <string_view>

namespace headroom::services {

/// How a piece of work ended.
enum class Outcome : std::uint8_t {
    Ok,
    Failed,        ///< an error was answered
    TimedOut,      ///< no answer in the time allowed
    Rejected,      ///< no thread, place, permit or connection
    NotPermitted,  ///< a circuit breaker was open
    Unreachable,   ///< nobody to ask, or the connection broke
};

inline bool isOk(Outcome outcome) {
    return outcome == Outcome::Ok;
}

constexpr std::string_view word(Outcome outcome) {
    switch (outcome) {
        case Outcome::Ok: return "ok";
        case Outcome::Failed: return "failed";
        case Outcome::TimedOut: return "timedOut";
        case Outcome::Rejected: return "rejected";
        case Outcome::NotPermitted: return "notPermitted";
        case Outcome::Unreachable: return "unreachable";
    }
    return "";
}

}  // namespace headroom::services
