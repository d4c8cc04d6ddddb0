#include "model/analysis/relay_contention.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::model {

namespace {

double factorial(int n) {
    return n <= 1 ? 1 : n * factorial(n - 1);
}

/// The sums over the number of requests at the CPU of the states with `atCpu` relays there, relative to the empty CPU.
struct Share {
    double weight = 0;  ///< of the states
    double speed = 0;   ///< the same, times the cores that all relays together get in each
};

Share shareWith(const RelayPod& pod, int atCpu) {
    Share share;
    double weight = 1;
    for (int j = 1; j <= atCpu; ++j) weight /= std::min<double>(j, pod.cores);
    for (int requests = 0; weight > 1e-15 * share.weight; ++requests) {
        const int jobs = requests + atCpu;
        share.weight += weight;
        if (jobs > 0) share.speed += weight * atCpu / jobs * std::min<double>(jobs, pod.cores);
        weight *= pod.requestCores * (jobs + 1) / (requests + 1) / std::min<double>(jobs + 1, pod.cores);
    }
    return share;
}

double sharedEqually(const RelayPod& pod) {
    double weights = 0;
    double speeds = 0;
    for (int atCpu = 0; atCpu <= pod.relays; ++atCpu) {
        const double relays =
            std::pow(pod.work, atCpu) * std::pow(pod.away, pod.relays - atCpu) / factorial(pod.relays - atCpu);
        const Share share = shareWith(pod, atCpu);
        weights += relays * share.weight;
        speeds += relays * share.speed;
    }
    return speeds / weights / pod.work;
}

/// Seconds from one batch's beginning to the next's when all relays together do `batches` a second.
double cycleUnderQuota(const RelayPod& pod, double batches) {
    const double left = pod.cores - pod.requestCores - batches * pod.work;
    if (left <= 0) return std::numeric_limits<double>::infinity();
    // A batch doesn't wait for itself, only for those of the others.
    const double others = batches * (pod.relays - 1) / pod.relays * pod.work * pod.work;
    const double backlog = (pod.requestSquares + others) / (2 * left);
    return pod.away + pod.work / std::min(1.0, pod.cores) + backlog / pod.cores;
}

double underQuota(const RelayPod& pod) {
    double low = 0;
    double high = std::min(pod.relays / cycleUnderQuota(pod, 0), (pod.cores - pod.requestCores) / pod.work);
    for (int step = 0; step < 60 && high - low > 1e-9 * high; ++step) {
        const double middle = (low + high) / 2;
        (middle * cycleUnderQuota(pod, middle) > pod.relays ? high : low) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

double relayBatches(const RelayPod& pod) {
    if (pod.relays <= 0 || !std::isfinite(pod.away)) return 0;
    if (pod.work <= 0) return pod.away > 0 ? pod.relays / pod.away : std::numeric_limits<double>::infinity();
    // Close to full the sums would hardly end, and what is left is next to nothing.
    if (pod.requestCores >= 0.9999 * pod.cores) return 0;
    return pod.hasQuota ? underQuota(pod) : sharedEqually(pod);
}

}  // namespace headroom::model
