#pragma once

#include "model/quantities.h"

namespace headroom::services {

/// Instants of this process, since it began; never goes back.
model::Instant now();
/// Nanoseconds since the epoch, by the machine's clock.
std::int64_t wallClockNs();

/// Keeps a core busy until the calling thread has used so much processor time.
void burn(model::Duration work);
/// Waits without a core, to within the timer's tens of microseconds.
void rest(model::Duration time);
/// Waits until then; at once when it is over.
void restUntil(model::Instant until);

}  // namespace headroom::services
