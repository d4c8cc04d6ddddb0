#include "sim/components/store/store.h"

#include <stdexcept>

namespace headroom::sim {

namespace {
constexpr model::Bytes messageSize{1024};
}

Store::Store(Context& context, const model::Store& declaration)
    : m_context(context),
      m_declaration(declaration),
      m_place(context.network.place("store/" + declaration.name, declaration.zone)),
      m_random(context.scenario.seed, "store/" + declaration.name) {
    for (const auto& [name, operation] : declaration.operations) m_operations.push_back({name, &operation, nullptr, 0});
    Observatory& observatory = context.observatory;
    const auto element = observatory.element("store", declaration.name);
    observatory.counter(element, "arrived", "requests", m_arrived);
    observatory.counter(element, "completed", "requests", m_completed);
    observatory.counter(element, "failed", "requests", m_failed);
    observatory.gauge(element, "queued", "requests", [this] { return static_cast<double>(m_queue.size()); });
    observatory.gauge(element, "inSystem", "requests", [this] { return static_cast<double>(m_requests.liveCount()); });
    observatory.gauge(element, "busy", "servers", [this] { return static_cast<double>(m_busy); });
    observatory.counterGauge(element, "busySeconds", "s", [this] {
        const std::int64_t open = m_busy * (m_context.kernel.now() - m_busySince).ns;
        return static_cast<double>(m_busyNanoseconds + open) * 1e-9 / m_declaration.servers;
    });
    m_latency = &observatory.latency(element, "latency");
}

std::uint16_t Store::operationIndex(const std::string& operation) const {
    for (std::size_t i = 0; i < m_operations.size(); ++i)
        if (m_operations[i].name == operation) return static_cast<std::uint16_t>(i);
    throw std::out_of_range("store " + name() + " has no operation " + operation);
}

void Store::setMissTarget(std::uint16_t operation, Store& store, std::uint16_t missOperation) {
    m_operations[operation].missStore = &store;
    m_operations[operation].missOperation = missOperation;
}

void Store::request(Place from, std::uint16_t operation, std::uint64_t token, EventTarget& replyTo) {
    if (m_isOut) return m_unanswered.add(replyTo, token);
    const std::uint32_t slot = m_requests.acquire();
    m_requests[slot] = {from, &replyTo, token, {}, operation, false};
    m_context.network.send(from, m_place, messageSize, *this, Arrive, slot);
}

void Store::setOutage(bool isOut) {
    m_isOut = isOut;
    if (!isOut) m_unanswered.reset(m_context.kernel);
}

void Store::onEvent(std::uint32_t code, std::uint64_t argument) {
    const auto slot = static_cast<std::uint32_t>(argument);
    if (code == Arrive)
        arrive(slot);
    else if (code == Served)
        served(slot);
    else
        answer(slot, static_cast<Outcome>(code));
}

void Store::arrive(std::uint32_t slot) {
    ++m_arrived;
    m_requests[slot].arrived = m_context.kernel.now();
    m_requests[slot].isCounted = true;
    m_ledger.enter(m_context.kernel.now());
    if (m_busy < m_declaration.servers)
        serve(slot);
    else
        m_queue.push_back(slot);
}

void Store::serve(std::uint32_t slot) {
    const Instant now = m_context.kernel.now();
    m_busyNanoseconds += m_busy * (now - m_busySince).ns;
    m_busySince = now;
    ++m_busy;
    const std::int64_t time = m_random.drawNanoseconds(m_operations[m_requests[slot].operation].declaration->time);
    const auto slowed = m_slowness == 1 ? time : static_cast<std::int64_t>(static_cast<double>(time) * m_slowness);
    m_context.kernel.scheduleAfter(Duration{slowed}, *this, Served, slot);
}

void Store::served(std::uint32_t slot) {
    const Instant now = m_context.kernel.now();
    m_busyNanoseconds += m_busy * (now - m_busySince).ns;
    m_busySince = now;
    --m_busy;
    const Operation& operation = m_operations[m_requests[slot].operation];
    if (m_failProbability > 0 && m_random.chance(m_failProbability))
        answer(slot, Outcome::Failed);
    else if (operation.missStore != nullptr && !m_random.chance(operation.declaration->hitRatio))
        operation.missStore->request(m_place, operation.missOperation, slot, *this);
    else
        answer(slot, Outcome::Ok);
    if (m_queue.empty() || m_busy >= m_declaration.servers) return;
    const std::uint32_t next = m_queue.front();
    m_queue.pop_front();
    serve(next);
}

bool Store::littleHolds() const {
    LittleLedger ledger = m_ledger;
    const Instant now = m_context.kernel.now();
    for (std::uint32_t slot = 0; slot < m_requests.capacity(); ++slot)
        if (m_requests.isLive(slot) && m_requests[slot].isCounted) ledger.remain(now, m_requests[slot].arrived);
    return ledger.balances(now);
}

void Store::answer(std::uint32_t slot, Outcome outcome) {
    const Request request = m_requests[slot];
    const Instant now = m_context.kernel.now();
    ++(isOk(outcome) ? m_completed : m_failed);
    m_latency->add((now - request.arrived).ns);
    m_ledger.leave(now, request.arrived);
    m_requests.release(slot);
    m_context.network.send(m_place, request.from, messageSize, *request.replyTo, static_cast<std::uint32_t>(outcome), request.token);
}

}  // namespace headroom::sim
