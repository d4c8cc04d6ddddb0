#pragma once

#include <functional>
#include <string>

#include "services/supervisor/event_loop.h"

namespace headroom::services {

/// Lines that whoever started the supervisor writes to it: only from a pipe, whose end says that nobody is there any more.
class ControlInput {
public:
    struct Listener {
        std::function<void(const std::string& line)> line;
        std::function<void()> end;
    };

    /// `descriptor` outlives it; what is no pipe is left alone.
    ControlInput(EventLoop& loop, int descriptor, Listener listener);
    ~ControlInput();
    ControlInput(const ControlInput&) = delete;
    ControlInput& operator=(const ControlInput&) = delete;

private:
    void read();

    EventLoop& m_loop;
    int m_descriptor;
    Listener m_listener;
    std::string m_pending;
};

}  // namespace headroom::services
