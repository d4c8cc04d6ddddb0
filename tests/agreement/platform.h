#pragma once

#include <string>

namespace headroom::agreement {

/// Compares S0 at 60 % load on both infrastructures over `measured` seconds after `warmup` seconds.
///
/// The load is 60 % of what the platform sustains: of the records a second that its topic gets, on native and after the
/// same warm-up, in the variant `peak` (twelve Transaction pods, 500 users who never think). It arrives as a Poisson stream.
void expectPlatformAgrees(int warmup, int measured, const std::string& seed);

}  // namespace headroom::agreement
