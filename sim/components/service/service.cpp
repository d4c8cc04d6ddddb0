#include "sim/components/service/service.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::sim {

namespace {
constexpr model::Bytes messageSize{1024};
/// How long Linux sends again what nobody acknowledges (tcp_retries2 of 15).
constexpr Duration tcpGivesUp = Duration::milliseconds(924'600);
}

Service::Service(Context& context, StepRunner& runner, const model::Service& declaration)
    : m_context(context),
      m_runner(runner),
      m_declaration(declaration),
      m_random(context.scenario.seed, "service/" + declaration.name),
      m_routing(context.scenario.seed, "service/" + declaration.name + "/routing"),
      m_element(context.observatory.element("service", declaration.name)) {
    for (const model::Operation& operation : declaration.operations) m_programs.push_back({operation.name, {}});
    if (declaration.rateLimit) m_rateLimit.emplace(*declaration.rateLimit);
    if (declaration.outbox) {
        m_outbox = std::make_unique<OutboxTable>(context.kernel);
        for (int i = 0; i < declaration.outbox->relays; ++i)
            m_relays.push_back(std::make_unique<OutboxRelay>(context, runner, *this, *m_outbox, static_cast<std::uint32_t>(i)));
    }
    observe();
}

void Service::observe() {
    Observatory& observatory = m_context.observatory;
    observatory.counter(m_element, "arrived", "requests", m_arrived);
    observatory.counter(m_element, "completed", "requests", m_completed);
    observatory.counter(m_element, "failed", "requests", m_failed);
    observatory.counter(m_element, "rejected", "requests", m_rejected);
    observatory.counter(m_element, "unreachable", "requests", m_unreachable);
    observatory.gauge(m_element, "inSystem", "requests", [this] { return static_cast<double>(m_ledger.present()); });
    observatory.gauge(m_element, "endpoints", "pods", [this] { return static_cast<double>(m_endpoints.size()); });
    observatory.gauge(m_element, "busyThreads", "threads", [this] {
        std::int64_t busy = 0;
        for (const auto& pod : m_pods) busy += pod->busyThreads();
        return static_cast<double>(busy);
    });
    observatory.gauge(m_element, "queued", "requests", [this] {
        std::size_t queued = 0;
        for (const auto& pod : m_pods) queued += pod->queued();
        return static_cast<double>(queued);
    });
    observatory.counterGauge(m_element, "cpuSeconds", "s", [this] {
        double used = 0;
        for (const auto* pods : {&m_pods, &m_retired})
            for (const auto& pod : *pods) used += m_context.infrastructure.cpuUsed(pod->workplace().cgroup).toSeconds();
        return used;
    });
    if (m_rateLimit) observatory.counter(m_element, "rateLimited", "requests", m_rateLimited);
    if (!m_declaration.circuitBreakers.empty()) observeBreakers();
    if (m_outbox) {
        observatory.gauge(m_element, "outboxRows", "rows", [this] { return static_cast<double>(m_outbox->pending()); });
        observatory.gauge(m_element, "outboxAge", "s", [this] { return m_outbox->oldestAge().toSeconds(); });
    }
    observatory.counter(m_element, "recordsSent", "records", m_messaging.counters.sent);
    observatory.counter(m_element, "recordsAcknowledged", "records", m_messaging.counters.acknowledged);
    observatory.counter(m_element, "recordsFailed", "records", m_messaging.counters.failed);
    observatory.counter(m_element, "produceRequests", "requests", m_messaging.counters.requests);
    observatory.counter(m_element, "produceRetries", "batches", m_messaging.counters.retries);
    m_latency = &observatory.latency(m_element, "latency");
}

void Service::observeBreakers() {
    const auto worst = [this](Duration (GuardInstances::*read)() const) {
        return [this, read] {
            Duration slowest{0};
            for (const auto* pods : {&m_pods, &m_retired})
                for (const auto& pod : *pods) slowest = std::max(slowest, (*pod->workplace().guards.*read)());
            return slowest.toSeconds();
        };
    };
    m_context.observatory.gauge(m_element, "openBreakers", "breakers", [this] {
        int open = 0;
        for (const auto& pod : m_pods) open += pod->workplace().guards->openBreakers();
        return static_cast<double>(open);
    });
    m_context.observatory.counterGauge(m_element, "notPermitted", "calls", [this] {
        std::int64_t refused = 0;
        for (const auto* pods : {&m_pods, &m_retired})
            for (const auto& pod : *pods) refused += pod->workplace().guards->notPermitted();
        return static_cast<double>(refused);
    });
    m_context.observatory.gauge(m_element, "breakerReactionTime", "s", worst(&GuardInstances::slowestReaction));
    m_context.observatory.gauge(m_element, "breakerDetectionTime", "s", worst(&GuardInstances::slowestDetection));
}

std::uint16_t Service::operationIndex(const std::string& operation) const {
    for (std::size_t i = 0; i < m_programs.size(); ++i)
        if (m_programs[i].name == operation) return static_cast<std::uint16_t>(i);
    throw std::out_of_range("service " + name() + " has no operation " + operation);
}

void Service::request(const ServiceRequest& message, EventTarget& replyTo) {
    if (m_endpoints.empty()) {
        ++m_unreachable;
        m_context.kernel.schedule(m_context.kernel.now(), replyTo, static_cast<std::uint32_t>(Outcome::Unreachable), message.token);
        return;
    }
    const std::uint64_t choice = m_endpoints.size() == 1 ? 0 : m_routing.below(m_endpoints.size());
    Pod* pod = m_endpoints[choice];
    const Place to = pod->workplace().place;
    if (m_isOut) return m_unanswered.add(replyTo, message.token);
    const std::uint32_t slot = m_requests.acquire();
    m_requests[slot] = {message, &replyTo, pod, to, {}, false};
    m_context.network.send(message.from, to, messageSize, *this, 0, slot);
}

void Service::setOutage(bool isOut) {
    m_isOut = isOut;
    if (!isOut) m_unanswered.reset(m_context.kernel);
}

void Service::onEvent(std::uint32_t, std::uint64_t argument) {
    const auto slot = static_cast<std::uint32_t>(argument);
    if (m_requests[slot].pod == nullptr)
        answer(slot, Outcome::Unreachable);  // the pod was removed while the request was on its way
    else
        m_requests[slot].pod->accept(slot);
}

bool Service::passesRateLimit() {
    if (!m_rateLimit || m_rateLimit->request(m_context.kernel.now()).allowed) return true;
    ++m_rateLimited;
    return false;
}

void Service::countArrival(std::uint32_t slot) {
    Request& request = m_requests[slot];
    ++m_arrived;
    request.arrived = m_context.kernel.now();
    request.isCounted = true;
    m_ledger.enter(request.arrived);
}

bool Service::littleHolds() const {
    LittleLedger ledger = m_ledger;
    const Instant now = m_context.kernel.now();
    for (std::uint32_t slot = 0; slot < m_requests.capacity(); ++slot)
        if (m_requests.isLive(slot) && m_requests[slot].isCounted) ledger.remain(now, m_requests[slot].arrived);
    return ledger.balances(now) && (!m_outbox || outboxBalances());
}

bool Service::outboxBalances() const {
    LittleLedger ledger = m_outbox->ledgerNow();
    const Instant now = m_context.kernel.now();
    for (const auto& relay : m_relays)
        for (const OutboxTable::Row& row : relay->rows()) ledger.remain(now, row.written);
    return ledger.balances(now);
}

void Service::answer(std::uint32_t slot, Outcome outcome) {
    const Request request = m_requests[slot];
    const Instant now = m_context.kernel.now();
    if (request.isCounted) {
        m_ledger.leave(now, request.arrived);
        if (outcome == Outcome::Rejected)
            ++m_rejected;
        else
            m_latency->add((now - request.arrived).ns);
    }
    if (outcome == Outcome::Unreachable)
        ++m_unreachable;
    else if (outcome != Outcome::Rejected)
        ++(isOk(outcome) ? m_completed : m_failed);
    m_requests.release(slot);
    m_context.network.send(request.servedAt, request.message.from, messageSize, *request.replyTo, static_cast<std::uint32_t>(outcome),
                           request.message.token);
}

void Service::resetRequestsOf(Pod& pod) {
    for (std::uint32_t slot = 0; slot < m_requests.capacity(); ++slot)
        if (m_requests.isLive(slot) && m_requests[slot].pod == &pod && m_requests[slot].isCounted) answer(slot, Outcome::Unreachable);
}

void Service::drop(std::uint32_t slot) {
    const Request& request = m_requests[slot];
    if (request.isCounted) m_ledger.leave(m_context.kernel.now(), request.arrived);
    ++m_unreachable;
    request.pod->unanswered().add(*request.replyTo, request.message.token);
    m_context.kernel.scheduleAfter(tcpGivesUp, *request.replyTo, static_cast<std::uint32_t>(Outcome::Unreachable), request.message.token);
    m_requests.release(slot);
}

void Service::dropRequestsOf(Pod& pod) {
    for (std::uint32_t slot = 0; slot < m_requests.capacity(); ++slot)
        if (m_requests.isLive(slot) && m_requests[slot].pod == &pod && m_requests[slot].isCounted) drop(slot);
}

Pod& Service::addPod(const std::string& podName, const std::string& zone, HostIndex host) {
    m_pods.push_back(std::make_unique<Pod>(m_context, *this, podName, zone, host));
    m_pods.back()->workplace().slowness = m_slowness;
    return *m_pods.back();
}

void Service::removePod(Pod& pod) {
    removeEndpoint(pod);
    for (std::uint32_t slot = 0; slot < m_requests.capacity(); ++slot)
        if (m_requests.isLive(slot) && m_requests[slot].pod == &pod) m_requests[slot].pod = nullptr;
    const auto found = std::find_if(m_pods.begin(), m_pods.end(), [&](const auto& owned) { return owned.get() == &pod; });
    if (found == m_pods.end()) return;
    m_retired.push_back(std::move(*found));
    m_pods.erase(found);
}

void Service::setSlowness(double factor) {
    m_slowness = factor;
    for (const auto& pod : m_pods) pod->workplace().slowness = factor;
}

void Service::addEndpoint(Pod& pod) {
    if (std::find(m_endpoints.begin(), m_endpoints.end(), &pod) == m_endpoints.end()) m_endpoints.push_back(&pod);
}

void Service::removeEndpoint(Pod& pod) { std::erase(m_endpoints, &pod); }

}  // namespace headroom::sim
