#include "app/validation/plan.h"

#include <fmt/format.h>

#include <stdexcept>

namespace headroom::validation {
namespace {

using Kind = Figure::Kind;

/// An expectation that is only read, never judged.
std::string reading(const std::string& name, const std::string& metric, const std::string& during = {}) {
    return fmt::format("expect[+]={{name: {}, metric: '{}', is: '>= 0'{}}}", name, metric,
                       during.empty() ? "" : ", during: " + during);
}

const std::string createCpu = "services.transaction.operations.create[0].cpu.mean";
const std::string insertTime = "stores.ledger.operations.insertTransaction.mean";
const std::string thinkTime = "clients.users.load.thinkTime.mean";
const std::string startup = "services.transaction.startup";
const std::string scheduling = "services.transaction.scheduling";
const std::string propagation = "services.transaction.endpointPropagation";
const std::string notificationWork = "services.notification.listeners.notification.steps[0].cpu.mean";
const std::string relayWork = "services.transaction.outbox.relayWork";
const std::string relayCount = "services.transaction.outbox.relays=";

Study peak() {
    return {"peak",
            "peak",
            {"duration=15s", "warmup=5s", reading("journeys", "rate(client/users.completed)"),
             reading("waiting rows", "last(service/transaction.outboxRows)"), reading("answer", "p99(client/users.latency)")},
            {createCpu, insertTime, "clients.users.journey[1].probability", "network.within",
             "services.transaction.outbox.pollInterval", relayWork, "stores.ledger.operations.outboxPoll", notificationWork},
            0};
}

std::vector<Study> faultStudies() {
    return {{"hpa",
             "hpa-step",
             {"duration=225s", reading("nine ready", "timeUntil(service/transaction.readyReplicas >= 9)", "2m.."),
              reading("most replicas", "max(service/transaction.replicas)")},
             {createCpu, thinkTime, startup},
             0},
            {"pod",
             "pod-failure",
             {"duration=80s", "warmup=20s", "faults[0].at=40s", "expect[0].during=40s..",
              reading("failed journeys", "total(client/users.failed)", "40s..")},
             {startup, scheduling, propagation},
             0},
            {"partition",
             "notification-partition",
             {"duration=120s", "warmup=20s", "faults[0].at=50s", "expect[0].during=50s..110s", "expect[0].relativeTo=20s..50s",
              reading("greatest lag", "max(group/notification.consumerLag)"),
              reading("lag at the end", "last(group/notification.consumerLag)")},
             {},
             0},
            {"outage",
             "dependency-outage",
             {"duration=135s", "faults[0].at=70s", "expect[1].during=70s..",
              reading("detection", "max(service/transaction.breakerDetectionTime)")},
             {insertTime, thinkTime},
             0},
            {"poison",
             "poison-messages",
             {"duration=100s", "warmup=10s", "faults[0].at=20s",
              reading("dead-lettered by Notification", "last(group/notification.deadLettered)"),
              reading("dead-lettered by Audit", "last(group/audit.deadLettered)"),
              reading("kept for Notification", "last(topic/transaction-initiated-notification-dlt.appended)"),
              reading("kept for Audit", "last(topic/transaction-initiated-audit-dlt.appended)")},
             {},
             0}};
}

bool isEndOfLadder(int replicas) {
    return replicas == 1 || replicas == 12 || replicas == 24;
}

const std::vector<int> ladder{1, 2, 4, 6, 8, 10, 12, 16, 20, 24};
const std::vector<int> consumerLadder{1, 2, 4, 6, 8, 11, 12, 16, 23, 24};

std::vector<Study> scaleStudies() {
    std::vector<Study> studies;
    studies.reserve(ladder.size());
    for (const int n : ladder)
        studies.push_back({fmt::format("transaction-{}", n),
                           "scale-out",
                           {fmt::format("services.transaction.replicas={}", n),
                            fmt::format("services.transaction.autoscaler.spec.minReplicas={}", n), "duration=10s", "warmup=4s"},
                           {},
                           isEndOfLadder(n) ? 0 : -1});
    for (const int n : consumerLadder)
        studies.push_back({fmt::format("consumers-{}", n),
                           "scale-out-consumers",
                           {fmt::format("services.notification.replicas={}", n), "duration=6s", "warmup=3s"},
                           {},
                           isEndOfLadder(n) && n != 24 ? 0 : -1});
    for (const int n : {11, 12})
        studies.push_back({fmt::format("held-{}", n),
                           "scale-out-consumers",
                           {fmt::format("services.notification.replicas={}", n), "duration=10s", "warmup=3s",
                            "clients.backfill.load=constant(60k/s)", reading("lag", "last(group/notification.consumerLag)")},
                           {},
                           -1});
    return studies;
}

const std::string throughput = "peak sustained throughput";
const std::string notificationLatency = "end-to-end latency of the asynchronous workflow, Notification";
const std::string auditLatency = "end-to-end latency of the asynchronous workflow, Audit";

Alternative atPeak(const std::string& label, std::vector<std::string> settings, std::vector<std::string> quantiles = {}) {
    return {label,
            "peak",
            std::move(settings),
            std::move(quantiles),
            {"journeys", throughput, notificationLatency, auditLatency},
            {"/s", "/s", "s", "s"}};
}

Row throughputRow() {
    return {"P1",
            "Peak sustained throughput",
            "48,200 events/s (3.8 times the monolith)",
            "500 users without think time (the source gives none; JMeter's default is none), twelve Transaction pods. One event "
            "is one record published to *transaction-initiated*: one event a transaction. With two events a transaction (both "
            "consumers' deliveries) the same runs would read twice as much. The gateway's figure is what it accepts; only what "
            "also leaves the outbox at the same rate is sustained, and where the outbox grows the load is an overload.",
            {{"records published", "peak", throughput, "", "", "/s", Kind::Near, 48200},
             {"transactions accepted at the gateway", "peak", "journeys", "", "", "/s", Kind::Context, 0},
             {"published share of what is accepted (1: sustained)", "peak", throughput, "peak", "journeys", "", Kind::Context, 0},
             {"rows waiting in the outbox after 15 s", "peak", "waiting rows", "", "", "rows", Kind::Context, 0},
             {"P99 of the synchronous answer", "peak", "answer", "", "", "s", Kind::Context, 0}},
            {atPeak("as it is", {}), atPeak("the two relays on cores of their own", {"services.transaction.outbox.inPod=false"}),
             atPeak("twelve relays, one a Transaction pod", {relayCount + "12"}),
             atPeak("four relays on cores of their own", {relayCount + "4", "services.transaction.outbox.inPod=false"}),
             atPeak("insert at 0.5 ms (the range's end)", {}, {insertTime + "=0"}),
             atPeak("insert at 1 ms, create at 0.4 ms of CPU, twelve relays", {relayCount + "12"},
                    {insertTime + "=0.25", createCpu + "=0.3333"}),
             atPeak("insert at 0.5 ms, create at 0.2 ms of CPU, twelve relays", {relayCount + "12"},
                    {insertTime + "=0", createCpu + "=0"})},
            "What the gateway accepts is limited by the ledger: 64 servers at 1.5 ms an insert are 42.7 k/s, with the "
            "Transaction pods' 24 cores nearly full beside it. What is published is limited by the two polling relays, each of "
            "which does one batch of 1000 rows at a time: select, CPU, send and await the replicas, delete. The static analysis "
            "gives both together 26 k/s at this load (97 k/s in idle pods, about 20 ms a batch): they get what the requests leave "
            "of their pods' CPU quota. In the simulation a batch at the peak takes about 70 ms (a run with the stages timed: "
            "select 10, CPU 40 instead of 12.5, send 6, delete 13): the relay is one thread among the some forty requests of its "
            "pod, whose CPU is "
            "full, and select and delete queue for a connection and at the full ledger. So the outbox grows and the gateway's "
            "figure is an overload. This is not an artefact of the simulator; it is what a relay inside the busy service does: "
            "it slows down when it is needed most, and the faster the insert, the more requests compete with it (an insert at "
            "0.5 ms publishes less, not more). The table says what would have to be true. With relays on cores of their own, or "
            "one a pod, all that is accepted is published. For 48.2 k/s the insert must besides take at most 1.3 ms (64 servers) "
            "and a request at most about 0.45 ms of CPU (24 cores), both within their ranges; the next limit is then the "
            "gateway's rate limit, 60,000 requests a second, status polls included."};
}

Row latencyRow() {
    return {
        "P2",
        "P99 end-to-end latency of the asynchronous workflow, peak load",
        "340 ms (monolith 1,820 ms; −81 %)",
        "From the client's call until the consumer has processed the record, both consumer groups, the same runs as P1. Where "
        "the outbox grows there is no steady state and the figure grows with the run (here 15 s, of which the last 10 s count).",
        {{"Notification", "peak", notificationLatency, "", "", "s", Kind::Near, 0.34},
         {"Audit", "peak", auditLatency, "", "", "s", Kind::Near, 0.34}},
        {},
        "The latency has two regimes, and the paper's figure is typical of neither. In overload (P1) it is the outbox's "
        "backlog: seconds, and rising with the run. Where the relays keep up it is about one poll interval, a batch and a "
        "poll of the consumer: some 80 to 160 ms (second table of P1). 340 ms is what a platform shows that runs just at its "
        "relays' capacity, whose relay polls about every 300 ms, or whose consumers pause now and then (a rebalance, a "
        "collection). The source doesn't say which, so an interval that spans both regimes contains the figure without "
        "confirming it."};
}

Row scaleRow() {
    Row row{"P3",
            "Scale-out",
            "linear to 12 replicas; partitions are the binding constraint beyond",
            "Two ladders. Transaction replicas under 500 users without think time: transactions completed, and records "
            "published. Notification replicas of one consumer thread each, with 200 k records/s written straight into the "
            "topic's 24 partitions: records processed. Without growing lag, n threads hold what the fullest holds, 24/⌈24/n⌉ "
            "partitions' worth; with a backlog, as here, threads with fewer partitions go on at their own pace.",
            {{"twelve Transaction pods over one", "transaction-12", "transactions completed", "transaction-1",
              "transactions completed", "", Kind::Near, 12},
             {"twelve consumers over one", "consumers-12", "records Notification processes", "consumers-1",
              "records Notification processes", "", Kind::Near, 12},
             {"24 Transaction pods over twelve", "transaction-24", "transactions completed", "transaction-12",
              "transactions completed", "", Kind::Context, 0}},
            {},
            ""};
    for (const int n : ladder) {
        row.figures.push_back({fmt::format("transactions completed, {} pods", n), fmt::format("transaction-{}", n),
                               "transactions completed", "", "", "/s", Kind::Context, 0});
        row.figures.push_back({fmt::format("records published, {} pods", n), fmt::format("transaction-{}", n),
                               "records published", "", "", "/s", Kind::Context, 0});
    }
    for (const int n : consumerLadder)
        row.figures.push_back({fmt::format("records processed, {} consumers", n), fmt::format("consumers-{}", n),
                               "records Notification processes", "", "", "/s", Kind::Context, 0});
    for (const int n : {11, 12})
        row.figures.push_back({fmt::format("lag after 10 s at 60 k records/s, {} consumers", n), fmt::format("held-{}", n), "lag",
                               "", "", "records", Kind::Context, 0});
    row.explanation =
        "The Transaction service scales in proportion from two pods to twelve, where at mid guesses the ledger's 64 servers "
        "are full: beyond, in this model the store binds, not the partitions. One pod alone does less than its share, "
        "because 500 users don't fit into its 200 threads and 100 places and both relays run on it; that is why twelve over one "
        "exceeds twelve at mid guesses. Where the "
        "insert is slow or the request cheap, the ledger is full well before twelve pods, and twelve are far from twelve times "
        "one. Records published lag behind while the pods' CPU is full and come level once it is not (P1). "
        "Consumers with a backlog scale with their number up to the 24 partitions, and there partitions bind, as the paper "
        "says: a 25th thread would get none. Without a growing backlog the fullest thread decides: at 60 k/s, below what "
        "eleven threads do together, eleven fall behind and twelve don't, because the fullest of eleven has three "
        "partitions. Counts worth having are 1, 2, 3, 4, 5, 6, 8, 12 and 24.";
    return row;
}

Row hpaRow() {
    return {"P4",
            "HPA reaction",
            "Transaction service from 2 to 9 replicas within 90 s of sustained CPU above 60 %",
            "The load steps from 20 to 500 users (think time 20 to 60 ms, a guess) at 2 min; the clock starts at the step, so it "
            "includes noticing it (metrics every 15 s, a sync every 15 s). The stabilization window of 120 s is read as "
            "scaleDown's: on scale-up it would forbid nine replicas in 90 s. Kubernetes' default for scaling up holds: by four "
            "pods or 100 % every 15 s, whichever is more. A draw whose load needs fewer than nine pods never gets there (∞).",
            {{"nine replicas asked for (∞: not within 105 s)", "hpa", "Transaction service from 2 to 9 replicas", "", "", "s",
              Kind::AtMost, 90},
             {"nine replicas ready (∞: not within 105 s)", "hpa", "nine ready", "", "", "s", Kind::Context, 0},
             {"most replicas asked for", "hpa", "most replicas", "", "", "pods", Kind::Context, 0}},
            {{"the 120 s window on scale-up too",
              "hpa",
              {"services.transaction.autoscaler.spec.behavior.scaleUp={stabilizationWindowSeconds: 120}"},
              {},
              {"Transaction service from 2 to 9 replicas", "nine ready"},
              {"s", "s"}}},
            "From two pods the policy allows six at the first sync that sees the load; the second step comes when the new pods "
            "are ready and measured, because pods that are not ready count as idle and hold the ratio within the tolerance. So "
            "the time is two syncs plus a pod's way to readiness, and a platform with faster pods is well below 90 s while one "
            "whose step needs fewer than nine pods never asks for them. Inside or outside is decided by the load's size, which "
            "the source doesn't give: nine pods at 60 % of one core are 5.4 cores of work."};
}

Row recoveryRow() {
    return {"P5",
            "MTTR of a pod failure",
            "18 s, automatic (monolith about 4 min, manual)",
            "One of six Transaction pods (the HPA is held at six) is lost without grace under 300 users; the time until six are "
            "ready again. Frames are a "
            "second apart, so the figure is rounded up to a second.",
            {{"six pods ready again", "pod", "mean time to recovery of a pod failure", "", "", "s", Kind::Near, 18},
             {"journeys that failed meanwhile", "pod", "failed journeys", "", "", "", Kind::Context, 0}},
            {{"the container is killed instead and restarts in its pod",
              "pod",
              {"faults=[{at: 40s, kill: pod/transaction}]"},
              {},
              {"mean time to recovery of a pod failure", "failed journeys"},
              {"s", ""}}},
            "The time is scheduling, start-up of the application and the readiness probe's grid of five seconds; nothing "
            "else matters. It says how fast the pods start, a parameter, more than how well the platform recovers."};
}

Row partitionRow() {
    return {"P6",
            "Notification outage by network partition",
            "no observable effect on transaction throughput",
            "Notification is cut off from everything for 60 s under 300 users (think time 20 to 60 ms); transactions "
            "completed during the partition, divided by those before. Within ± 1 % counts as no effect.",
            {{"throughput during over before", "partition", "no observable effect on transaction throughput", "", "", "",
              Kind::Near, 1},
             {"records lost on the way to Notification", "partition", "nothing is lost", "", "", "", Kind::Equal, 0},
             {"greatest lag of Notification", "partition", "greatest lag", "", "", "records", Kind::Context, 0},
             {"its lag 10 s after", "partition", "lag at the end", "", "", "records", Kind::Context, 0}},
            {},
            "The topic stands between the two; Notification's lag grows by what is published and is worked off afterwards. "
            "The interval is the noise of a minute's throughput."};
}

Row breakerRow() {
    return {"P7",
            "Circuit breaker engages",
            "within 2 s of the threshold breach",
            "The ledger fails every call for 60 s under 300 users. Resilience4j evaluates the window with every call, so the "
            "time since the breach is nothing by construction and the row can't fail; the time since the outage began says "
            "more.",
            {{"since the breach", "outage", "breaker opens after the threshold is crossed", "", "", "s", Kind::AtMost, 2},
             {"since the outage began, first breaker of six pods (∞: not within the minute)", "outage",
              "breaker opens after the outage began", "", "", "s", Kind::Context, 0},
             {"from the first failed call to opening, slowest breaker (0: none opened)", "outage", "detection", "", "", "s",
              Kind::Context, 0}},
            {{"a window of 10 s instead of 60 s",
              "outage",
              {"services.transaction.application.'resilience4j.circuitbreaker.instances.ledger'.sliding-window-size=10"},
              {},
              {"breaker opens after the outage began", "detection"},
              {"s", "s"}}},
            "A window of 60 s at 50 % holds a minute of successes when the outage begins, and failing calls wait between "
            "their five attempts, so there are few of them: the successes must leave the window first. The breaker opens "
            "when most of the minute is over: against an outage of a minute it does nothing. Whoever wants two seconds since "
            "the outage needs a shorter window."};
}

Row deadLetterRow() {
    return {"P8",
            "Dead-letter queue",
            "preserves 100 % of in-flight messages",
            "One record in a thousand can't be processed for 60 s; after three attempts it goes to its group's dead-letter "
            "topic. What the topic holds, divided by what was dead-lettered, and what neither was processed nor kept.",
            {{"kept share, Notification", "poison", "kept for Notification", "poison", "dead-lettered by Notification", "",
              Kind::Equal, 1},
             {"kept share, Audit", "poison", "kept for Audit", "poison", "dead-lettered by Audit", "", Kind::Equal, 1},
             {"records lost, Notification", "poison", "every poison message is kept, Notification", "", "", "", Kind::Equal, 0},
             {"records lost, Audit", "poison", "every poison message is kept, Audit", "", "", "", Kind::Equal, 0},
             {"dead-lettered by Notification", "poison", "dead-lettered by Notification", "", "", "records", Kind::Context, 0}},
            {},
            "The recoverer waits for the dead-letter topic's acknowledgement (acks=all, two in-sync replicas) before the "
            "offset moves on; a message could be lost only with the topic itself."};
}

}  // namespace

const Study& Plan::study(const std::string& id) const {
    for (const Study& study : studies)
        if (study.id == id) return study;
    throw std::logic_error("no study " + id);
}

Plan transactionPlatformPlan() {
    Plan plan;
    plan.studies.push_back(peak());
    for (auto* more : {&faultStudies, &scaleStudies})
        for (Study& study : (*more)()) plan.studies.push_back(std::move(study));
    plan.rows = {throughputRow(), latencyRow(),   scaleRow(),   hpaRow(),
                 recoveryRow(),   partitionRow(), breakerRow(), deadLetterRow()};
    return plan;
}

}  // namespace headroom::validation
