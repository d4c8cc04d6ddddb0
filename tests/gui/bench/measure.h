#pragma once
// What the benches of the desktop measure with.

#include <QElapsedTimer>
#include <QString>
#include <optional>
#include <vector>

#include "tests/gui/support/loop_watch.h"

namespace headroom::bench {

inline const QString platform = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");

double milliseconds(const QElapsedTimer& clock);
using gui::LoopWatch;
using gui::threadMilliseconds;
/// User and system time of this process, in seconds.
double ownSeconds();
/// User and system time of all child processes that have ended, in seconds.
double childrenSeconds();
/// Where a process' main thread has spent its life so far, in seconds. What is left of the wall time it was blocked: on a reader
/// that does not read, for one.
struct Spent {
    double wall = 0;  ///< when it was looked at
    double running = 0;
    double queueing = 0;  ///< for a processor that others had
    double blocked() const { return wall - running - queueing; }
};
/// Nothing where the process is gone.
std::optional<Spent> spentBy(qint64 process, double wall);
/// Of this process now and at most, in MB (10^6 bytes).
double residentMB();
double peakResidentMB();
/// Processes that ran or wanted to, on average over the last minute: says how far wall times can be believed.
double loadAverage();
/// `share` of the values are at most this.
double percentile(std::vector<double> values, double share);

}  // namespace headroom::bench
