#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace headroom::cli {

/// How an engine ended.
struct EngineEnd {
    int status = 0;  ///< its exit status; 3 when it could not start or crashed
    bool crashed = false;
    std::string message;  ///< for a person, when it could not start or crashed
};

/// headroom-sim, or headroom-live, in a process of its own, its stream read here.
class EngineProcess {
public:
    /// Set when somebody interrupts the program: engines end at their next frame.
    static void forwardInterrupts();
    static bool wasInterrupted();

    /// Starts the engine beside this program. With `commands` it inherits standard input, else it gets none.
    EngineProcess(const std::vector<std::string>& arguments, bool commands, const std::string& program = "headroom-sim");
    /// Held: its standard input is a pipe that ends when this program does, however it does, and a terminal's signals reach it
    /// once, through this program.
    enum class Leash { Held };
    EngineProcess(const std::vector<std::string>& arguments, Leash leash, const std::string& program);
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    /// Hands on every byte of its stream until it ends, then waits for it.
    EngineEnd read(const std::function<void(std::string_view)>& take);
    /// The same until `take` says that it was enough; nothing then, and the process goes on.
    std::optional<EngineEnd> readUntil(const std::function<bool(std::string_view)>& take);
    /// Asks it to end, and reads no more of it; the destructor waits for its end.
    void leave();

private:
    enum class Input { None, Inherited, Held };
    void start(const std::string& path, const std::vector<std::string>& arguments, Input input);
    int spawn(const std::string& path, const std::vector<std::string>& arguments, Input input, int output, int leash);
    EngineEnd wait();

    pid_t m_process = -1;
    int m_output = -1;
    int m_leash = -1;  ///< the end of a pipe that is never written to
    std::string m_error;
};

/// The path of an engine: beside this program.
std::string enginePath(const std::string& program = "headroom-sim");

}  // namespace headroom::cli
