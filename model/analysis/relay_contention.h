#pragma once
// How fast an outbox's relays go round when they share their pod's CPU with its requests.

namespace headroom::model {

/// One pod with relays that always find a full batch, beside requests that arrive at random.
struct RelayPod {
    double cores = 1;          ///< that the pod may use
    double requestCores = 0;   ///< CPU seconds a second of the requests
    double requestSquares = 0; ///< CPU seconds squared a second: rate times E[S^2]
    bool hasQuota = false;     ///< a CPU limit below the node's cores: threads run freely until the period's quota is used
    int relays = 1;
    double work = 0;           ///< CPU seconds of a batch; 0: on cores of its own, its work is part of `away`
    double away = 0;           ///< seconds of a batch off the CPU: poll, acknowledgement, delete
};

/// Batches a second of all the pod's relays together; 0 when the requests alone fill the CPU.
///
/// Without a quota the CPU is shared equally, min(1, cores/n) for each of n jobs: a mixed product-form network of open requests
/// and relays that alternate between CPU and delay (Baskett, Chandy, Muntz and Palacios 1975), summed exactly.
///
/// With a quota all threads run at full speed until it is used up and then stop together, so a batch isn't stretched but waits
/// for the quota's backlog: the mean work of an M/G/1 queue of speed `cores` (Pollaczek-Khinchine), divided by the cores. The
/// relays' own batches count in its load, so together they never take more than what the requests leave.
double relayBatches(const RelayPod& pod);

}  // namespace headroom::model
