#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/quantities.h"

namespace headroom::services {

/// A journey that a client has to make. Its number decides all that is drawn for it.
struct DueJourney {
    std::uint64_t number = 0;  ///< unique in the client
    model::Instant due;        ///< since the client began: when it should begin, whenever it does
};

/// Decides when a client's journeys are due. It knows no clock and no threads: instants are passed in and never go back.
class JourneySource {
public:
    virtual ~JourneySource() = default;

    /// When there is something to take, at the earliest; never() while nothing comes by itself.
    virtual model::Instant next() const = 0;
    /// Appends all that is due by `now`, however long it has been, in order.
    virtual void take(model::Instant now, std::vector<DueJourney>& into) = 0;
    /// A journey has ended, or was not begun at all.
    virtual void onEnded(const DueJourney& journey, model::Instant now) = 0;
    /// Multiplies rate or users from now on: of the load, not of what they were multiplied with before. What is due has been
    /// taken.
    virtual void setFactor(model::Instant now, double factor) = 0;
    /// Virtual users there are; nothing where it isn't users who make the journeys.
    virtual std::optional<std::int64_t> users() const = 0;
};

}  // namespace headroom::services
