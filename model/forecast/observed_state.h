#pragma once
// What a trace says of a system at an instant, as far as anybody knows.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::forecast {

/// A mean over a span, and how far chance may have moved it.
struct ObservedRate {
    double perSecond = 0;
    double standardError = 0;  ///< from the scatter of the span's frames; of a single frame, as of a Poisson process
    double seconds = 0;        ///< that it covers
};

/// What a group has yet to read of a topic.
struct ObservedLag {
    std::string topic;
    std::optional<double> records;
    std::optional<double> age;       ///< seconds, of the oldest of them
    std::vector<double> partitions;  ///< by number; NaN where it isn't known. Empty where nobody tells them apart
};

struct ObservedGroup {
    std::string group;
    std::vector<ObservedLag> lags;          ///< one a topic that it reads in the scenario
    std::optional<double> records;          ///< in all topics
    std::optional<double> age;              ///< seconds: its time lag
    std::optional<double> members;          ///< consumers
    std::optional<ObservedRate> processed;  ///< records

    const ObservedLag* findLag(const std::string& topic) const;
};

struct ObservedTopic {
    std::string topic;
    std::optional<ObservedRate> appended;  ///< records
};

struct ObservedClient {
    std::string client;
    std::optional<ObservedRate> arrivals;  ///< begun journeys; where nobody counts those, completed ones
    std::optional<double> users;
};

struct ObservedService {
    std::string service;
    std::optional<int> ready;   ///< pods
    std::optional<int> wanted;  ///< pods; absent where only its consumers were counted
    bool isByMembers = false;   ///< `ready` follows from the members of its groups
};

/// Of the scenario's elements only, in its order. What is absent is unknown.
struct ObservedState {
    model::Instant at;
    bool isLive = false;  ///< its clock isn't the scenario's
    std::vector<ObservedGroup> groups;
    std::vector<ObservedTopic> topics;
    std::vector<ObservedClient> clients;
    std::vector<ObservedService> services;
    std::vector<std::string> brokersDown;  ///< "broker/main/1"

    const ObservedGroup* findGroup(const std::string& group) const;
    const ObservedTopic* findTopic(const std::string& topic) const;
    const ObservedClient* findClient(const std::string& client) const;
    const ObservedService* findService(const std::string& service) const;
};

/// How far back rates are looked for.
inline constexpr model::Duration rateWindow = model::Duration::seconds(60);

/// The state at a frame, given as a position in trace.frames(), and rates over the `window` before it, or as much of it as
/// there is.
ObservedState observe(const trace::MemoryTrace& trace, const model::Scenario& scenario, std::size_t frame,
                      model::Duration window = rateWindow);

/// The group with the longest time lag; where none is known, with the most records. Null where no group's lag is known.
const ObservedGroup* furthestBehind(const ObservedState& state);

}  // namespace headroom::forecast
