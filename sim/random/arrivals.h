#pragma once

#include "model/scenario/load.h"
#include "sim/random/stream.h"

namespace headroom::sim {

/// The arrival instants of an open load. Poisson with a varying rate is thinned from its peak; `constant` places arrivals
/// where the integral of the rate passes whole numbers.
class ArrivalProcess {
public:
    ArrivalProcess(const model::OpenLoad& load, RandomStream& random);

    /// The first arrival after `t`; never() when there is none.
    model::Instant next(model::Instant t);
    /// Multiplies the rate from now on.
    void setFactor(double factor) { m_factor = factor; }

private:
    model::Instant nextPoisson(model::Instant t);
    model::Instant nextConstant(model::Instant t);

    const model::OpenLoad& m_load;
    RandomStream& m_random;
    double m_peak;
    bool m_isSteady;
    double m_factor = 1;
    std::size_t m_replayed = 0;
};

}  // namespace headroom::sim
