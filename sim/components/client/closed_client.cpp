#include "sim/components/client/closed_client.h"

#include <cmath>

namespace headroom::sim {

namespace {
/// How often the number of users follows its profile upwards; downwards it follows at the end of each journey.
constexpr Duration adjustmentPeriod = Duration::milliseconds(100);
}  // namespace

ClosedClient::ClosedClient(Context& context, StepRunner& runner, const model::Client& declaration, const model::ClosedLoad& load,
                           std::uint32_t index)
    : Client(context, runner, declaration, index), m_load(load) {
    context.observatory.gauge(context.observatory.find("client/" + declaration.name), "users", "users",
                              [this] { return static_cast<double>(m_users); });
}

std::int64_t ClosedClient::wantedUsers() const {
    return std::llround(m_load.users.at(m_context.kernel.now()) * m_factor);
}

void ClosedClient::begin() {
    onEvent(Adjust, 0);
}

void ClosedClient::onEvent(std::uint32_t code, std::uint64_t) {
    if (code == BeginJourney) {
        if (m_users > wantedUsers()) {
            --m_users;
            return;
        }
        startJourney();
        return;
    }
    for (const std::int64_t wanted = wantedUsers(); m_users < wanted; ++m_users) think();
    m_context.kernel.scheduleAfter(adjustmentPeriod, *this, Adjust);
}

void ClosedClient::think() {
    m_context.kernel.scheduleAfter(Duration{m_arrivals.drawNanoseconds(m_load.thinkTime)}, *this, BeginJourney);
}

void ClosedClient::journeyDone() {
    think();
}

}  // namespace headroom::sim
