#include "sim/components/client/client.h"

namespace headroom::sim {

Client::Client(Context& context, StepRunner& runner, const model::Client& declaration, std::uint32_t index)
    : m_context(context),
      m_declaration(declaration),
      m_random(context.scenario.seed, "client/" + declaration.name),
      m_arrivals(context.scenario.seed, "client/" + declaration.name + "/arrivals"),
      m_runner(runner),
      m_nextId((static_cast<std::uint64_t>(index) + 1) << 48) {
    m_workplace.place = context.network.place("client/" + declaration.name, declaration.zone);
    m_workplace.random = &m_random;
    m_journey.name = "journey";
    Observatory& observatory = context.observatory;
    const auto element = observatory.element("client", declaration.name);
    observatory.counter(element, "started", "journeys", m_started);
    observatory.counter(element, "completed", "journeys", m_completed);
    observatory.counter(element, "failed", "journeys", m_failed);
    observatory.counter(element, "rejected", "journeys", m_rejected);
    observatory.gauge(element, "inSystem", "journeys", [this] { return static_cast<double>(m_ledger.present()); });
    m_latency = &observatory.latency(element, "latency");
}

void Client::connectTo(std::uint32_t topic, Cluster& cluster, KeyPartitions& keys) {
    m_workplace.producers.resize(m_context.scenario.topics.size(), nullptr);
    std::unique_ptr<Producer>& producer = m_producers[&cluster];
    if (!producer)
        producer = std::make_unique<Producer>(cluster, m_runner, m_workplace.place, m_declaration.producer, m_random, keys,
                                              m_producerCounters);
    m_workplace.producers[topic] = producer.get();
}

void Client::startJourney() {
    const Instant now = m_context.kernel.now();
    const std::uint32_t slot = m_journeys.acquire();
    m_journeys[slot].began = now;
    ++m_started;
    m_ledger.enter(now);
    m_runner.start(m_workplace, m_journey, {now, m_nextId++}, *this, slot);
}

void Client::startHandOver(const OutgoingRecord& record) {
    const Instant now = m_context.kernel.now();
    const std::uint32_t slot = m_journeys.acquire();
    m_journeys[slot].began = now;
    ++m_started;
    m_ledger.enter(now);
    m_runner.handOver(m_workplace, record, *this, slot);
}

void Client::countInstantJourneys(std::int64_t count) {
    m_started += count;
    m_completed += count;
    m_latency->add(0, static_cast<std::uint64_t>(count));
}

bool Client::littleHolds() const {
    LittleLedger ledger = m_ledger;
    const Instant now = m_context.kernel.now();
    for (std::uint32_t slot = 0; slot < m_journeys.capacity(); ++slot)
        if (m_journeys.isLive(slot)) ledger.remain(now, m_journeys[slot].began);
    return ledger.balances(now);
}

void Client::onExecutionDone(std::uint64_t token, Outcome outcome) {
    const auto slot = static_cast<std::uint32_t>(token);
    const Instant now = m_context.kernel.now();
    const Instant began = m_journeys[slot].began;
    m_journeys.release(slot);
    m_ledger.leave(now, began);
    if (isOk(outcome)) {
        ++m_completed;
        m_latency->add((now - began).ns);
    } else {
        ++(outcome == Outcome::Rejected ? m_rejected : m_failed);
    }
    journeyDone();
}

}  // namespace headroom::sim
