#pragma once

#include <cstdint>
#include <map>
#include <queue>
#include <vector>

#include "model/scenario/load.h"
#include "services/chance/draws.h"
#include "services/clients/journey_source.h"

namespace headroom::services {

/// The virtual users of a closed load. Each thinks, makes a journey, and thinks again; what user u draws for its k-th journey
/// depends on u and k alone. As in a simulation, there are as many as the profile says, rounded: who is missing comes within 100
/// ms, and begins by thinking; who is too many leaves when its thinking ends.
class UserPopulation final : public JourneySource {
public:
    /// What is named outlives it. There are never more than `most` users.
    UserPopulation(const model::ClosedLoad& load, const Draws& draws, std::int64_t most);

    model::Instant next() const override;
    void take(model::Instant now, std::vector<DueJourney>& into) override;
    void onEnded(const DueJourney& journey, model::Instant now) override;
    void setFactor(model::Instant now, double factor) override;
    std::optional<std::int64_t> users() const override { return m_users; }

private:
    enum Step : std::uint64_t { Think = 0x7468'696e'6b00 };  ///< among the draws of a journey
    static constexpr int cycleBits = 32;                     ///< a journey's number: the user above, its count of journeys below

    struct Later {
        bool operator()(const DueJourney& a, const DueJourney& b) const {
            return a.due != b.due ? a.due > b.due : a.number > b.number;
        }
    };

    std::int64_t wanted(model::Instant now) const;
    void adjust(model::Instant now);
    void think(std::uint64_t number, model::Instant now);

    const model::ClosedLoad& m_load;
    const Draws& m_draws;
    std::int64_t m_most;
    double m_factor = 1;
    std::int64_t m_users = 0;
    std::uint64_t m_nextUser = 0;
    model::Instant m_adjustAt;
    std::priority_queue<DueJourney, std::vector<DueJourney>, Later> m_thinking;
};

}  // namespace headroom::services
