#pragma once

#include <optional>

#include "app/live/live_options.h"
#include "connectors/kafka/observer.h"

namespace headroom::live {

/// Looks twice, an interval apart, writes a scenario of what was found and says on standard output what it has; why it could
/// not, if so. Nothing is written then.
std::optional<connectors::Error> discover(connectors::kafka::Observer& observer, const LiveOptions& options);

}  // namespace headroom::live
