#pragma once

#include "model/quantities.h"

namespace headroom::rules {

/// The pause after `attempts` earlier failures (0 = the first pause): initial * 2^attempts, at most `maximum`, times a
/// factor from [0.8, 1.2), at most `maximum` again, in whole milliseconds truncated.
/// `uniform` is a draw from [0, 1); the client draws anew at every check. If `initial` is not below `maximum` the result is
/// `maximum`, without jitter. Serves retry.backoff.ms and reconnect.backoff.ms. Source: ExponentialBackoff.
model::Duration retryBackoff(model::Duration initial, model::Duration maximum, int attempts, double uniform);

}  // namespace headroom::rules
