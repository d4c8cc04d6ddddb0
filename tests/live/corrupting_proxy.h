#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "tests/live/http_server.h"

namespace headroom {

/// Stands between clients and the only broker of a cluster, and spoils what the broker answers. Answers name the broker by its
/// port; the proxy puts its own in place of that, so that nobody finds the way around it.
class CorruptingProxy {
public:
    /// Of the answers after the first `spared` of a connection, every bit is flipped with this probability, by a generator of its
    /// own.
    struct Spoiling {
        std::uint64_t seed = 0;
        double bitFlips = 0;
        int spared = 0;
        bool truncates = false;  ///< an answer in eight ends early, and with it the connection
    };

    CorruptingProxy(int brokerPort, Spoiling spoiling);

    std::string place() const { return m_server.place(); }

private:
    void talk(int client, const std::stop_token& stop);
    /// One answer with its length before it; nothing at the connection's end.
    std::string answerOf(int broker, const std::stop_token& stop) const;
    void spoil(std::string& answer, std::mt19937_64& draws) const;

    int m_brokerPort;
    Spoiling m_spoiling;
    std::atomic<std::uint64_t> m_connections{0};
    OddServer m_server;
};

}  // namespace headroom
