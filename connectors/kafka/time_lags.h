#pragma once
// Internal to the connector: names librdkafka.

#include <functional>

#include "connectors/kafka/append_times.h"
#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// Fills in how long the first record a group has not done has been waiting, as measured lags and ends allow. Asks for
/// what isn't known yet in a few rounds, each one request a leader; what is left then comes with the next looks.
void measureTimeLags(Client& client, AppendTimes& times, Snapshot& snapshot, const std::function<bool()>& isCancelled);

}  // namespace headroom::connectors::kafka
