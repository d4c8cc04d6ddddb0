#pragma once

#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace headroom::services {

/// What a bundled process says: one JSON object a line, with "time" (RFC 3339, UTC, milliseconds), "level", "process", "event"
/// and "message", then what the event adds. Events the supervisor reads are named in docs/services.md. From any thread.
class Log {
public:
    using Fields = nlohmann::ordered_json;

    /// `output` outlives it.
    explicit Log(std::string process, std::FILE* output = stdout);
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void info(std::string_view event, std::string_view message, const Fields& fields = Fields::object());
    void warn(std::string_view event, std::string_view message, const Fields& fields = Fields::object());
    void error(std::string_view event, std::string_view message, const Fields& fields = Fields::object());
    const std::string& process() const { return m_process; }

private:
    void write(std::string_view level, std::string_view event, std::string_view message, const Fields& fields);

    std::string m_process;
    std::FILE* m_output;
    std::mutex m_mutex;
};

}  // namespace headroom::services
