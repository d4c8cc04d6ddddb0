#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace headroom::services {

/// Commands of the supervisor: one JSON object a line from a descriptor, read on a thread of its own.
class CommandReader {
public:
    /// Both are called on the reader's thread. `take` gets every line that is a JSON object with a text "command"; `refuse` the
    /// others.
    struct Listener {
        std::function<void(const nlohmann::json& command)> take;
        std::function<void(const std::string& line)> refuse;
        std::function<void()> end;  ///< nobody will say anything any more: the supervisor is gone
    };

    /// `descriptor` outlives it.
    CommandReader(int descriptor, Listener listener);
    /// Ends without waiting for a line.
    ~CommandReader();
    CommandReader(const CommandReader&) = delete;
    CommandReader& operator=(const CommandReader&) = delete;

private:
    void read();
    bool readMore(std::string& pending);
    void takeLine(const std::string& line);

    int m_descriptor;
    int m_wake;  ///< an eventfd
    Listener m_listener;
    std::thread m_thread;
};

}  // namespace headroom::services
