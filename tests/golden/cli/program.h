#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace headroom {

/// A program under test with its three standard streams in our hands.
class Program {
public:
    explicit Program(const std::vector<std::string>& command);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void write(const std::string& text);
    void closeInput();
    void signal(int number);
    /// The only process this one has started; a failure where there is none.
    pid_t child() const;
    /// Sends it a signal.
    void signalChild(int number);
    /// Reads standard output until a line with `text` in it has ended, beside those that had before; false at the end.
    bool readUntil(const std::string& text);
    /// Reads to the end and returns the exit status; 128 + the signal that killed it.
    int finish();

    pid_t process() const { return m_process; }
    const std::string& output() const { return m_output; }
    std::string error() const;

private:
    pid_t m_process = -1;
    int m_input = -1;
    int m_out = -1;
    std::string m_errorPath;
    std::string m_output;
};

/// What a program printed and how it ended.
struct Outcome {
    int status = 0;
    std::string output;
    std::string error;
};
Outcome run(const std::vector<std::string>& command);

/// A path in this test's own folder that nothing is at yet.
std::string freshPath(const std::string& name);

}  // namespace headroom
