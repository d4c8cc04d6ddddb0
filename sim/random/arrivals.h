#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/scenario/load.h"
#include "sim/random/stream.h"

namespace headroom::sim {

/// The instants of an open load's arrivals, in ascending order.
///
/// Poisson arrivals are drawn at the highest rate of the profile's present stretch and thinned where the rate varies in it
/// (Lewis and Shedler); stretches of constant rate need no thinning. Constant arrivals fall where the rate's integral
/// reaches whole numbers. A surge multiplies the rate; it repeats (or leaves out) replayed arrivals.
class Arrivals {
public:
    Arrivals(const model::OpenLoad& load, const RandomStream& random);

    /// The next arrival, at least the last one; never() when there is none.
    model::Instant next();
    /// Appends the next arrivals up to and including `limit`, at most `most`; returns how many.
    std::size_t fill(std::vector<model::Instant>& into, model::Instant limit, std::size_t most);
    /// Multiplies the rate by `factor` (of the profile, not of the last surge) from `now` on. The next arrival lies after
    /// `now`: what was handed out beyond `now` is void.
    void setSurge(model::Instant now, double factor);

private:
    /// A stretch of time in which the profile keeps one formula.
    struct Stretch {
        model::Instant end;
        double bound = 0;    ///< the highest level in it
        bool level = false;  ///< constant at `bound`
    };

    static Stretch within(const model::LoadProfile::Piece& piece, model::Duration offset);
    Stretch stretchAt(model::Instant t) const;
    model::Instant draw();
    model::Instant poisson();
    void poissonRun(std::vector<model::Instant>& into, model::Instant limit, std::size_t most);
    model::Instant constant();
    model::Instant bisect(model::Instant from, model::Instant to, double area) const;
    model::Instant replay();
    void advance(double nanoseconds);
    model::Instant rounded() const { return {m_at.ns + (m_fraction >= 0.5 ? 1 : 0)}; }

    model::OpenLoad m_load;
    RandomStream m_random;
    double m_surge = 1;
    std::optional<model::Instant> m_held;  ///< drawn, but beyond the last fill's limit
    model::Instant m_at;                   ///< the cursor's whole nanoseconds
    double m_fraction = 0;                 ///< and what it has beyond them, in [0, 1)
    Stretch m_stretch{model::Instant::start(), 0, false};
    // Constant: the rate's integral up to the last surge's start, what it lacked of a whole number, arrivals since.
    double m_baseArea = 0;
    double m_baseMass = 0;
    std::int64_t m_since = 0;
    // Replay
    std::size_t m_next = 0;
    double m_owed = 0;
};

}  // namespace headroom::sim
