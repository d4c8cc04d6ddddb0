#pragma once

#include <csignal>

namespace headroom::stream {

/// Set by SIGINT and SIGTERM once watchSignals() was called: end as soon as possible.
extern volatile std::sig_atomic_t interrupted;

/// From now on signals that ask for an end set `interrupted`, and failed writes are errors of who writes.
void watchSignals();

}  // namespace headroom::stream
