#pragma once

#include <QString>

namespace headroom::bench {

/// S0 headless and with the whole window watching, in turns; the median of the ratios of their speeds.
int benchSpeed(const QString& duration, int pairs);
/// From the start of the process to the first picture of S0, so many times.
int benchOpening(int times);
/// What benchOpening() starts: says "painted" on standard output once the canvas is painted, and ends.
int paintOnce(int& argc, char** argv);
/// A window opens a recording, shows all its panels and scrubs.
int benchMemory(const QString& recording);
/// Edits of a scenario of so many services in a whole window.
int benchEdits(int services);
/// What the panels of a run cost: six charts of eight elements, and a timeline of ten thousand events.
int benchPanels();

}  // namespace headroom::bench
