#include "sim/components/kafka/broker.h"

namespace headroom::sim {

namespace {

constexpr std::uint64_t writeBackToken = ~0ULL;
/// The kernel writes dirty pages back in pieces about this large.
constexpr std::int64_t writeBackBytes = 4LL * 1024 * 1024;

}  // namespace

Broker::Broker(Context& context, const model::KafkaCluster& cluster, model::BrokerIndex index, BrokerRequestHandler& handler)
    : m_context(context),
      m_cluster(cluster),
      m_index(index),
      m_name(cluster.name + "/" + std::to_string(index.value)),
      m_handler(handler),
      m_place(context.network.place("broker/" + m_name,
                                    cluster.zones.empty() ? std::string() : cluster.zones[index.value % cluster.zones.size()])),
      m_random(context.scenario.seed, "broker/" + m_name) {
    const HostIndex host = context.infrastructure.addHost("broker/" + m_name, cluster.cores);
    m_cgroup = context.infrastructure.addCgroup(host, 1);
    m_disk = context.infrastructure.addDisk("broker/" + m_name, cluster.diskBandwidth);
    observe();
}

void Broker::observe() {
    Observatory& observatory = m_context.observatory;
    m_element = observatory.element("broker", m_name, "cluster/" + m_cluster.name);
    observatory.counter(m_element, "requests", "requests", m_requests);
    observatory.counter(m_element, "appendedBytes", "B", m_appendedBytes);
    observatory.counter(m_element, "sentBytes", "B", m_sentBytes);
    observatory.gauge(m_element, "up", "1", [this] { return m_isUp ? 1.0 : 0.0; });
    observatory.gauge(m_element, "requestQueue", "requests", [this] { return static_cast<double>(m_queue.size()); });
    observatory.gauge(m_element, "busyThreads", "threads", [this] { return static_cast<double>(m_busyThreads); });
    observatory.counterGauge(m_element, "cpuSeconds", "s", [this] { return m_context.infrastructure.cpuUsed(m_cgroup).toSeconds(); });
    observatory.counterGauge(m_element, "diskBytes", "B", [this] { return m_context.infrastructure.diskBytes(m_disk); });
}

void Broker::submit(BrokerRequestKind kind, std::uint32_t request, std::int64_t batches, std::int64_t bytes) {
    ++m_requests;
    const Request incoming{kind, request, batches, bytes, m_context.kernel.now()};
    m_ledger.enter(incoming.arrived);
    if (m_busyThreads < m_cluster.config.numIoThreads)
        work(incoming);
    else
        m_queue.push_back(incoming);
}

void Broker::work(const Request& request) {
    ++m_busyThreads;
    double seconds = m_random.draw(m_cluster.requestWork) + static_cast<double>(request.bytes) * m_cluster.workPerByte;
    for (std::int64_t i = 0; i < request.batches; ++i) seconds += m_random.draw(m_cluster.batchWork);
    const std::uint32_t slot = m_working.acquire();
    m_working[slot] = request;
    m_context.infrastructure.startCpu(m_cgroup, Duration::fromSeconds(seconds * m_slowness), *this, slot);
}

void Broker::onWork(std::uint64_t token, WorkOutcome) {
    if (token == writeBackToken) {
        m_isWritingBack = false;
        writeBack();
        return;
    }
    const auto slot = static_cast<std::uint32_t>(token);
    const Request request = m_working[slot];
    m_working.release(slot);
    --m_busyThreads;
    m_ledger.leave(m_context.kernel.now(), request.arrived);
    m_handler.handle(m_index, request.kind, request.request);
    if (m_queue.empty() || m_busyThreads >= m_cluster.config.numIoThreads) return;
    const Request next = m_queue.front();
    m_queue.pop_front();
    work(next);
}

std::int64_t Broker::noteAppend(std::int64_t bytes) {
    m_appendedBytes += bytes;
    m_dirtyBytes += bytes;
    writeBack();
    return m_appendedBytes;
}

void Broker::writeBack() {
    if (m_isWritingBack || m_dirtyBytes < writeBackBytes) return;
    m_isWritingBack = true;
    const std::int64_t bytes = m_dirtyBytes;
    m_dirtyBytes = 0;
    m_context.infrastructure.startDisk(m_disk, {bytes}, *this, writeBackToken);
}

void Broker::readDisk(std::int64_t bytes, WorkListener& listener, std::uint64_t token) {
    m_context.infrastructure.startDisk(m_disk, {bytes}, listener, token);
}

void Broker::crash() {
    m_isUp = false;
    for (const Request& lost : m_queue) m_ledger.leave(m_context.kernel.now(), lost.arrived);
    m_queue.clear();
}

bool Broker::littleHolds() const {
    LittleLedger ledger = m_ledger;
    const Instant now = m_context.kernel.now();
    for (const Request& waiting : m_queue) ledger.remain(now, waiting.arrived);
    for (std::uint32_t slot = 0; slot < m_working.capacity(); ++slot)
        if (m_working.isLive(slot)) ledger.remain(now, m_working[slot].arrived);
    return ledger.balances(now);
}

}  // namespace headroom::sim
