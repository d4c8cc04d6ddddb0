#pragma once

#include <sleef.h>

namespace headroom::sim {

/// x to the power y by libsleef's plain-C scalar function: the same bits on every processor.
inline double power(double x, double y) { return Sleef_cinz_powd1_u10purec(x, y); }

}  // namespace headroom::sim
