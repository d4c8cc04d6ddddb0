#pragma once

#include <cstddef>

#include "model/scenario/load.h"
#include "services/chance/draws.h"
#include "services/clients/journey_source.h"

namespace headroom::services {

/// The arrivals of an open load. Number n falls where the rate's integral reaches the sum of n gaps: of exponential gaps for
/// Poisson arrivals, which makes them Poisson at any profile, of ones for constant ones. So the plan is a function of load and
/// draws alone. A surge stretches the integral from then on; it repeats replayed arrivals, or leaves them out.
class ArrivalPlan final : public JourneySource {
public:
    /// What is named outlives it.
    ArrivalPlan(const model::OpenLoad& load, const Draws& draws);

    model::Instant next() const override { return m_next; }
    void take(model::Instant now, std::vector<DueJourney>& into) override;
    void onEnded(const DueJourney&, model::Instant) override {}
    void setFactor(model::Instant now, double factor) override;
    std::optional<std::int64_t> users() const override { return std::nullopt; }

private:
    enum Step : std::uint64_t { Gap = 0x6761'7000 };  ///< among the draws of an arrival

    void advance();
    void plan();
    double gap() const;
    model::Instant replayed();
    model::Instant whereMassIs(double mass) const;
    double massAt(model::Instant t) const;

    const model::OpenLoad& m_load;
    const Draws& m_draws;
    std::uint64_t m_number = 0;
    model::Instant m_next;
    double m_factor = 1;
    // The integral of the multiplied rate: what it was when the factor last changed, and the plain rate's there.
    model::Instant m_changed;
    double m_massThen = 0;
    double m_areaThen = 0;
    double m_target = 0;  ///< where the next arrival falls
    // Replay
    std::size_t m_replay = 0;
    double m_owed = 0;
};

}  // namespace headroom::services
