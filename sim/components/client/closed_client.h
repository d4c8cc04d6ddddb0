#pragma once

#include "sim/components/client/client.h"

namespace headroom::sim {

/// Virtual users: each waits for its journey to end, thinks, and begins again.
class ClosedClient final : public Client, public EventTarget {
public:
    ClosedClient(Context& context, StepRunner& runner, const model::Client& declaration, const model::ClosedLoad& load,
                 std::uint32_t index);
    void begin() override;
    void setFactor(double factor) override { m_factor = factor; }
    void onEvent(std::uint32_t code, std::uint64_t) override;

private:
    enum Code : std::uint32_t { Adjust, BeginJourney };
    void journeyDone() override;
    void think();
    std::int64_t wantedUsers() const;

    const model::ClosedLoad& m_load;
    double m_factor = 1;
    std::int64_t m_users = 0;  ///< thinking or on a journey
};

}  // namespace headroom::sim
