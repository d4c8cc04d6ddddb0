#pragma once

#include <functional>

#include "services/supervisor/event_loop.h"

namespace headroom::services {

/// Signals that ask for an end, as events of a loop.
class SignalSource {
public:
    /// From now on they wait to be read, in threads that begin later too: before any other thread begins.
    static void block();

    SignalSource(EventLoop& loop, std::function<void(int signal)> taken);
    ~SignalSource();
    SignalSource(const SignalSource&) = delete;
    SignalSource& operator=(const SignalSource&) = delete;

private:
    void read();

    EventLoop& m_loop;
    std::function<void(int)> m_taken;
    int m_descriptor;
};

}  // namespace headroom::services
