#pragma once

#include "sim/components/client/client.h"
#include "sim/random/arrivals.h"

namespace headroom::sim {

/// Arrivals that do not wait for answers.
class OpenClient final : public Client, public EventTarget {
public:
    OpenClient(Context& context, StepRunner& runner, const model::Client& declaration, const model::OpenLoad& load,
               std::uint32_t index);
    void begin() override { scheduleNext(); }
    void setFactor(double factor) override;
    void onEvent(std::uint32_t, std::uint64_t) override;

private:
    void scheduleNext();

    Arrivals m_process;
    EventHandle m_next;
};

}  // namespace headroom::sim
