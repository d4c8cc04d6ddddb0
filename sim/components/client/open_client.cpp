#include "sim/components/client/open_client.h"

namespace headroom::sim {

OpenClient::OpenClient(Context& context, StepRunner& runner, const model::Client& declaration, const model::OpenLoad& load,
                       std::uint32_t index)
    : Client(context, runner, declaration, index), m_process(load, m_arrivals) {}

bool OpenClient::onlyPublishes() const {
    const std::vector<CompiledStep>& steps = journey().steps;
    return steps.size() == 1 && steps[0].kind == CompiledStep::Kind::Publish && steps[0].probability >= 1 &&
           steps[0].publish->via == model::PublishStep::Via::Async;
}

void OpenClient::begin() {
    if (!onlyPublishes()) {
        scheduleNext();
        return;
    }
    const bool isByRecord = m_context.scenario.granularity == model::Scenario::Granularity::Record;
    m_bulk.emplace(
        BulkSource::Parts{m_context.kernel, *onlyProducer(), *this, journey().steps[0],
                          RandomStream(m_context.scenario.seed, "client/" + name() + "/records"), nextId(), isByRecord},
        m_process);
    m_bulk->begin();
}

void OpenClient::scheduleNext() {
    const Instant next = m_process.next();
    if (!next.isNever()) m_next = m_context.kernel.schedule(next, *this, 0);
}

void OpenClient::setFactor(double factor) {
    if (m_bulk) {
        m_bulk->setSurge(factor);
        return;
    }
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
