#include "model/analysis/queueing.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "model/analysis/linear_system.h"

namespace headroom::model {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Metrics of a station without losses from its mean wait (Little's law gives the rest).
QueueMetrics fromWait(double arrivalRate, double serviceTime, double servers, double waiting) {
    QueueMetrics result;
    const double load = arrivalRate * serviceTime / servers;
    if (load >= 1) {
        result.utilisation = 1;
        result.throughput = servers / serviceTime;
        result.inSystem = result.inQueue = result.response = result.waiting = infinite;
        return result;
    }
    result.utilisation = load;
    result.throughput = arrivalRate;
    result.waiting = waiting;
    result.response = waiting + serviceTime;
    result.inQueue = arrivalRate * waiting;
    result.inSystem = arrivalRate * result.response;
    return result;
}

/// Probability of n in the system for n = 0..capacity of a birth-death chain with `servers` servers.
std::vector<double> birthDeath(double offered, int servers, int capacity) {
    std::vector<double> p(static_cast<std::size_t>(capacity) + 1);
    double sum = 0;
    double weight = 1;
    for (int n = 0; n <= capacity; ++n) {
        if (n > 0) weight *= offered / std::min(n, servers);
        if (weight > 1e200) {  // keeps long queues at heavy load inside the range of a double
            for (int k = 0; k < n; ++k) p[static_cast<std::size_t>(k)] /= weight;
            sum /= weight;
            weight = 1;
        }
        p[static_cast<std::size_t>(n)] = weight;
        sum += weight;
    }
    for (double& value : p) value /= sum;
    return p;
}

}  // namespace

double erlangB(int servers, double offered) {
    double blocking = 1;
    for (int c = 1; c <= servers; ++c) blocking = offered * blocking / (c + offered * blocking);
    return blocking;
}

double erlangC(int servers, double offered) {
    if (offered >= servers) return 1;
    const double blocking = erlangB(servers, offered);
    const double load = offered / servers;
    return blocking / (1 - load * (1 - blocking));
}

QueueMetrics mm1(double arrivalRate, double serviceRate) {
    return mmc(arrivalRate, serviceRate, 1);
}

QueueMetrics mmc(double arrivalRate, double serviceRate, int servers) {
    const double offered = arrivalRate / serviceRate;
    const double wait = erlangC(servers, offered) / (servers * serviceRate - arrivalRate);
    return fromWait(arrivalRate, 1 / serviceRate, servers, wait);
}

QueueMetrics md1(double arrivalRate, double serviceTime) {
    return mg1(arrivalRate, serviceTime, 0);
}

QueueMetrics mg1(double arrivalRate, double serviceTime, double squaredVariation) {
    const double load = arrivalRate * serviceTime;
    return fromWait(arrivalRate, serviceTime, 1, load * serviceTime * (1 + squaredVariation) / (2 * (1 - load)));
}

QueueMetrics mg1ProcessorSharing(double arrivalRate, double serviceTime) {
    return mg1(arrivalRate, serviceTime, 1);
}

QueueMetrics mm1k(double arrivalRate, double serviceRate, int capacity) {
    return mmck(arrivalRate, serviceRate, 1, capacity);
}

QueueMetrics mmck(double arrivalRate, double serviceRate, int servers, int capacity) {
    if (servers < 1 || capacity < servers) throw std::logic_error("queueing: a capacity below the number of servers");
    const std::vector<double> p = birthDeath(arrivalRate / serviceRate, servers, capacity);
    QueueMetrics result;
    result.blocking = p.back();
    result.throughput = arrivalRate * (1 - p.back());
    result.utilisation = result.throughput / serviceRate / servers;
    for (int n = 0; n <= capacity; ++n) {
        result.inSystem += n * p[static_cast<std::size_t>(n)];
        if (n > servers) result.inQueue += (n - servers) * p[static_cast<std::size_t>(n)];
    }
    if (result.throughput > 0) {
        result.response = result.inSystem / result.throughput;
        result.waiting = result.inQueue / result.throughput;
    }
    return result;
}

double populationWait(double serviceTime, double servers, double load, double seen) {
    if (load <= 0 || serviceTime <= 0 || seen <= 0) return 0;
    if (load > 1 || seen * load >= 1) return infinite;
    return serviceTime / servers * seen * std::pow(load, std::sqrt(2 * (servers + 1)) - 1) / (1 - seen * load);
}

double approximateWait(double arrivalRate, double serviceTime, double servers, double squaredVariation) {
    const double wait = populationWait(serviceTime, servers, arrivalRate * serviceTime / servers, 1);
    return wait == 0 ? 0 : wait * (1 + squaredVariation) / 2;
}

std::vector<QueueMetrics> jackson(const std::vector<JacksonStation>& stations) {
    const std::size_t n = stations.size();
    LinearSystem traffic(n);
    for (std::size_t i = 0; i < n; ++i) {
        traffic.right(i) = stations[i].externalRate;
        traffic.at(i, i) += 1;
        for (std::size_t j = 0; j < stations[i].routing.size(); ++j) traffic.at(j, i) -= stations[i].routing[j];
    }
    const auto rates = traffic.solve();
    if (!rates) throw std::logic_error("queueing: a Jackson network whose customers never leave");
    std::vector<QueueMetrics> result;
    for (std::size_t i = 0; i < n; ++i) result.push_back(mmc((*rates)[i], stations[i].serviceRate, stations[i].servers));
    return result;
}

}  // namespace headroom::model
