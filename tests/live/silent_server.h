#pragma once

#include <string>
#include <vector>

namespace headroom {

/// Servers on loopback that are half there: nothing is ever accepted or answered.
class SilentServer {
public:
    enum class Kind {
        Mute,  ///< the kernel takes connections for it, and that is all
        Full,  ///< nor does it take more of them
    };
    /// Throws std::runtime_error.
    explicit SilentServer(Kind kind);
    ~SilentServer();
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;

    std::string place() const { return "127.0.0.1:" + std::to_string(m_port); }

private:
    /// Connects until one more isn't taken.
    void fill();

    int m_socket = -1;
    int m_port = 0;
    std::vector<int> m_connections;
};

}  // namespace headroom
