#pragma once

#include <chrono>
#include <string>

#include "model/quantities.h"

namespace headroom::cli {

/// How far a long job is, on one line of a terminal's standard error; nothing when it is no terminal.
class ProgressBar {
public:
    /// `interruption`: what Ctrl-C does.
    explicit ProgressBar(std::string interruption = "ends with a report so far");
    ~ProgressBar();

    /// `done` in [0, 1]; redraws at most ten times a second.
    void show(double done, const std::string& what);
    /// Takes the line away.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool m_active;
    std::string m_interruption;
    bool m_shown = false;
    Clock::time_point m_began = Clock::now();
    Clock::time_point m_last;
};

}  // namespace headroom::cli
