#pragma once

#include <QString>
#include <string>
#include <vector>

#include "app/desktop/views/charts/decimation.h"

namespace headroom::views {

struct Tick {
    double value = 0;
    QString label;
};

/// Round values from 0 (or below, where there are such) to at least the greatest, with their unit unless it is a word; the last tick is the axis' end.
/// About `most` of them.
std::vector<Tick> valueTicks(double least, double greatest, const std::string& unit, int most);

/// Round instants within a span; about `most` of them.
std::vector<Tick> timeTicks(const TimeSpan& span, int most);

/// The unit where the ticks leave it to the title, being a word ("records"); else empty.
QString unitBesideTitle(const std::string& unit);

/// The next round number of seconds at or above: 10, 30, 60, 120 ...
double roundedUpSeconds(double seconds);

}  // namespace headroom::views
