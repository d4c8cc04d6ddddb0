#include "sim/components/client/open_client.h"

namespace headroom::sim {

OpenClient::OpenClient(Context& context, StepRunner& runner, const model::Client& declaration, const model::OpenLoad& load,
                       std::uint32_t index)
    : Client(context, runner, declaration, index), m_process(load, m_arrivals) {}

void OpenClient::scheduleNext() {
    const Instant next = m_process.next();
    if (!next.isNever()) m_next = m_context.kernel.schedule(next, *this, 0);
}

void OpenClient::setFactor(double factor) {
    m_process.setSurge(m_context.kernel.now(), factor);
    m_context.kernel.cancel(m_next);
    scheduleNext();
}

void OpenClient::onEvent(std::uint32_t, std::uint64_t) {
    // The next arrival first, so that arrivals do not depend on what a journey does at this instant.
    scheduleNext();
    startJourney();
}

}  // namespace headroom::sim
