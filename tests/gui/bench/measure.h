#pragma once
// What the benches of the desktop measure with.

#include <QElapsedTimer>
#include <QString>
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
/// Of this process now and at most, in MB (10^6 bytes).
double residentMB();
double peakResidentMB();
/// Processes that ran or wanted to, on average over the last minute: says how far wall times can be believed.
double loadAverage();
/// `share` of the values are at most this.
double percentile(std::vector<double> values, double share);

}  // namespace headroom::bench
