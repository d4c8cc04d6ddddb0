#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/rules/resilience/token_bucket.h"
#include "sim/components/execution/step_runner.h"
#include "sim/components/execution/unanswered_calls.h"
#include "sim/components/kafka/listener_thread.h"
#include "sim/components/kafka/producer.h"
#include "sim/components/service/outbox_relay.h"
#include "sim/components/service/pod.h"
#include "sim/statistics/little_ledger.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// A request to an operation, as its caller hands it over.
struct ServiceRequest {
    Place from;
    std::uint16_t operation = 0;
    std::uint64_t token = 0;  ///< the answer comes back under it
    Cause cause;
};

/// A deployable program: its operations, its pods, and the endpoints its callers see.
class Service final : public EventTarget {
public:
    Service(Context& context, StepRunner& runner, const model::Service& declaration);

    const std::string& name() const { return m_declaration.name; }
    const model::Service& declaration() const { return m_declaration; }
    model::ElementIndex element() const { return m_element; }
    RandomStream& random() { return m_random; }
    StepRunner& runner() { return m_runner; }

    /// Index of an operation; throws std::out_of_range for an unknown name.
    std::uint16_t operationIndex(const std::string& operation) const;
    Program& program(std::uint16_t operation) { return m_programs[operation]; }

    /// Sends a request to one of the endpoints; the answer arrives at replyTo as (Outcome, token), or never.
    void request(const ServiceRequest& request, EventTarget& replyTo);

    /// What the service's pods need of Kafka; filled before the first pod.
    struct Messaging {
        struct Work {
            Group* group = nullptr;
            ListenerProgram program;
            int concurrency = 1;
        };
        std::vector<Cluster*> clusterOfTopic;  ///< by topic index; null where the service publishes nothing
        KeyPartitions* keys = nullptr;
        std::deque<Work> listeners;
        ProducerCounters counters;
    };
    Messaging& messaging() { return m_messaging; }
    OutboxTable* outbox() { return m_outbox.get(); }
    std::vector<std::unique_ptr<OutboxRelay>>& relays() { return m_relays; }

    // For its pods.
    struct Request {
        ServiceRequest message;
        EventTarget* replyTo = nullptr;
        Pod* pod = nullptr;
        Place servedAt;
        Instant arrived;
        bool isCounted = false;
    };
    Request& requestAt(std::uint32_t slot) { return m_requests[slot]; }
    void countArrival(std::uint32_t slot);
    /// Takes a token of the service's rate limit, if it has one.
    bool passesRateLimit();
    /// Answers the caller and forgets the request.
    void answer(std::uint32_t slot, Outcome outcome);
    /// Answers every request at the pod with a reset connection.
    void resetRequestsOf(Pod& pod);
    /// Forgets the request. Its caller hears nothing until the pod's host is back and resets the connection, or TCP gives up.
    void drop(std::uint32_t slot);
    void dropRequestsOf(Pod& pod);

    /// Creates a pod on a host; it takes no traffic until it is an endpoint.
    Pod& addPod(const std::string& podName, const std::string& zone, HostIndex host);
    void removePod(Pod& pod);
    /// What callers see: they may lag behind the pods' real state.
    void addEndpoint(Pod& pod);
    void removeEndpoint(Pod& pod);
    const std::vector<std::unique_ptr<Pod>>& pods() const { return m_pods; }
    const std::vector<Pod*>& endpoints() const { return m_endpoints; }

    // Faults.
    void setSlowness(double factor);
    void setFailProbability(double probability) { m_failProbability = probability; }
    /// Nobody answers: callers run into their timeouts.
    void setOutage(bool isOut);
    /// Whether this request fails because of a fault.
    bool drawsFailure() { return m_failProbability > 0 && m_random.chance(m_failProbability); }

    /// Whether Little's law holds as an identity up to now, of its requests and of its outbox's rows.
    bool littleHolds() const;
    void onEvent(std::uint32_t code, std::uint64_t slot) override;

private:
    void observe();
    void observeBreakers();
    bool outboxBalances() const;

    Context& m_context;
    StepRunner& m_runner;
    const model::Service& m_declaration;
    RandomStream m_random;   ///< of its operations' steps
    RandomStream m_routing;  ///< of its callers' choice of an endpoint
    model::ElementIndex m_element;
    std::vector<Program> m_programs;
    std::vector<std::unique_ptr<Pod>> m_pods;
    std::vector<Pod*> m_endpoints;
    std::vector<std::unique_ptr<Pod>> m_retired;  ///< dead pods: late events may still name them
    Messaging m_messaging;
    std::unique_ptr<OutboxTable> m_outbox;
    std::vector<std::unique_ptr<OutboxRelay>> m_relays;
    SlotPool<Request> m_requests;

    std::optional<rules::TokenBucket> m_rateLimit;
    double m_slowness = 1;
    double m_failProbability = 0;
    bool m_isOut = false;
    UnansweredCalls m_unanswered;

    LittleLedger m_ledger;
    std::int64_t m_arrived = 0;
    std::int64_t m_completed = 0;
    std::int64_t m_failed = 0;
    std::int64_t m_rejected = 0;
    std::int64_t m_unreachable = 0;
    std::int64_t m_rateLimited = 0;
    trace::LatencySketch* m_latency = nullptr;
};

}  // namespace headroom::sim
