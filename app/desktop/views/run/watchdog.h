#pragma once

#include <optional>

namespace headroom::views {

/// Tells a process that hangs from one that works for long: silence alone is no sign while it uses the CPU.
class Watchdog {
public:
    /// How long a process that should speak may be silent without using the CPU; six times that if it does use it.
    explicit Watchdog(double patienceSeconds = 5) : m_patience(patienceSeconds) {}

    void begin(double now);
    /// What is seen of the process at an instant of the wall clock, in seconds.
    struct Sight {
        double now = 0;
        double silence = 0;          ///< since its last word
        double expectedGap = 0;      ///< between two words at the speed it was told
        bool shouldSpeak = false;    ///< runs, or was told something
        double cpuSeconds = -1;      ///< used so far; negative: unknown
    };
    bool isHanging(const Sight& sight);

private:
    double m_patience;
    double m_shouldSpeakSince = 0;
    bool m_should = false;
    double m_cpuSeconds = -1;
    double m_cpuMovedAt = 0;
};

}  // namespace headroom::views
