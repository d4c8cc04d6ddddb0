#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/components/network/network.h"
#include "sim/infrastructure/port.h"
#include "sim/random/stream.h"
#include "sim/statistics/little_ledger.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// The kinds of requests a broker's I/O threads work on.
enum class BrokerRequestKind : std::uint8_t { Produce, Fetch, ReplicaFetch, Coordinator };

/// Told when an I/O thread has finished its part of a request.
class BrokerRequestHandler {
public:
    virtual void handle(model::BrokerIndex broker, BrokerRequestKind kind, std::uint32_t request) = 0;

protected:
    ~BrokerRequestHandler() = default;
};

/// One broker: its request queue and I/O threads, its page cache and its disk. What requests do to partitions is the
/// cluster's affair.
class Broker final : public WorkListener {
public:
    Broker(Context& context, const model::KafkaCluster& cluster, model::BrokerIndex index, BrokerRequestHandler& handler);

    model::BrokerIndex index() const { return m_index; }
    Place place() const { return m_place; }
    const std::string& name() const { return m_name; }
    model::ElementIndex element() const { return m_element; }
    bool isUp() const { return m_isUp; }

    /// A request arrived: it waits for an I/O thread, which works on it for a time that depends on batches and bytes.
    void submit(BrokerRequestKind kind, std::uint32_t request, std::int64_t batches, std::int64_t bytes);
    /// Notes bytes appended to a log here; they are written back to the disk in the background. Returns the mark that tells
    /// later whether they are still in the page cache.
    std::int64_t noteAppend(std::int64_t bytes);
    /// Whether data with this mark has to be read from the disk.
    bool isCold(std::int64_t cacheMark) const { return m_appendedBytes - cacheMark > m_cluster.pageCache.value; }
    /// Reads from the disk; the listener hears of the end.
    void readDisk(std::int64_t bytes, WorkListener& listener, std::uint64_t token);
    void noteSent(std::int64_t bytes) { m_sentBytes += bytes; }

    void crash();
    void restart() { m_isUp = true; }
    void setSlowness(double factor) { m_slowness = factor; }

    /// Whether Little's law holds as an identity of its requests, queued and worked on, up to now.
    bool littleHolds() const;

    void onWork(std::uint64_t token, WorkOutcome outcome) override;

private:
    struct Request {
        BrokerRequestKind kind = BrokerRequestKind::Produce;
        std::uint32_t request = 0;
        std::int64_t batches = 0;
        std::int64_t bytes = 0;
        Instant arrived;
    };
    void work(const Request& request);
    void writeBack();
    void observe();

    Context& m_context;
    const model::KafkaCluster& m_cluster;
    model::BrokerIndex m_index;
    std::string m_name;
    BrokerRequestHandler& m_handler;
    Place m_place;
    RandomStream m_random;
    CgroupIndex m_cgroup;
    DiskIndex m_disk;
    model::ElementIndex m_element;
    SlotPool<Request> m_working;
    std::deque<Request> m_queue;
    int m_busyThreads = 0;
    bool m_isUp = true;
    double m_slowness = 1;

    LittleLedger m_ledger;
    std::int64_t m_requests = 0;
    std::int64_t m_appendedBytes = 0;
    std::int64_t m_sentBytes = 0;
    std::int64_t m_dirtyBytes = 0;
    bool m_isWritingBack = false;
};

}  // namespace headroom::sim
