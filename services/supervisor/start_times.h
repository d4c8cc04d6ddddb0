#pragma once

#include <cstdint>
#include <string>

#include "model/quantities.h"
#include "model/scenario/elements.h"
#include "services/chance/draws.h"

namespace headroom::services {

/// How long a pod takes to begin, drawn from its service's distributions: the same pod takes the same times in every run of a
/// seed.
class StartTimes {
public:
    StartTimes(std::uint64_t seed, const model::Service& service, const std::string& pod);

    /// From the pod's creation to its process's start.
    model::Duration scheduling() const;
    /// From its process's n-th start, from 0, until it can serve.
    model::Duration startup(int start) const;

private:
    Draws m_draws;
    model::Distribution m_scheduling;
    model::Distribution m_startup;
};

}  // namespace headroom::services
