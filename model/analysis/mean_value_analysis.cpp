// Closed networks: exact mean value analysis and its approximation.
#include <algorithm>
#include <cmath>

#include "model/analysis/queueing.h"

namespace headroom::model {

namespace {

/// The recursion's memory of one station: the queue length, and for several servers the whole marginal distribution.
struct StationState {
    double inStation = 0;
    std::vector<double> marginal;  ///< probability of j at the station, when there is more than one server
};

double residenceOf(const ClosedStation& station, const StationState& state, int users) {
    if (station.servers == 0) return station.demand;
    if (station.servers == 1) return station.demand * (1 + state.inStation);
    double sum = 0;
    for (int j = 1; j <= users; ++j)
        sum += j / static_cast<double>(std::min(j, station.servers)) * state.marginal[static_cast<std::size_t>(j) - 1];
    return station.demand * sum;
}

void advanceMarginal(const ClosedStation& station, StationState& state, int users, double throughput) {
    std::vector<double> next(static_cast<std::size_t>(users) + 1);
    double busy = 0;
    for (int j = users; j >= 1; --j) {
        const auto index = static_cast<std::size_t>(j);
        next[index] = station.demand * throughput / std::min(j, station.servers) * state.marginal[index - 1];
        busy += next[index];
    }
    next[0] = std::max(0.0, 1 - busy);
    state.marginal = std::move(next);
}

void fillUtilisation(const std::vector<ClosedStation>& stations, ClosedMetrics& metrics) {
    for (const ClosedStation& station : stations)
        metrics.utilisation.push_back(metrics.throughput * station.demand / std::max(1, station.servers));
}

double residenceAt(const ClosedStation& station, double throughput, double users) {
    if (station.servers == 0 || users <= station.servers) return station.demand;
    const double load = throughput * station.demand / station.servers;
    return station.demand + populationWait(station.demand, station.servers, load, (users - 1) / users);
}

}  // namespace

ClosedMetrics exactMva(const std::vector<ClosedStation>& stations, int users, double thinkTime) {
    ClosedMetrics metrics;
    metrics.residence.assign(stations.size(), 0);
    std::vector<StationState> states(stations.size());
    for (StationState& state : states) state.marginal = {1};
    for (int n = 1; n <= users; ++n) {
        metrics.cycleTime = 0;
        for (std::size_t k = 0; k < stations.size(); ++k)
            metrics.cycleTime += metrics.residence[k] = residenceOf(stations[k], states[k], n);
        metrics.throughput = n / (thinkTime + metrics.cycleTime);
        for (std::size_t k = 0; k < stations.size(); ++k) {
            states[k].inStation = metrics.throughput * metrics.residence[k];
            if (stations[k].servers > 1) advanceMarginal(stations[k], states[k], n, metrics.throughput);
        }
    }
    for (const StationState& state : states) metrics.inStation.push_back(state.inStation);
    fillUtilisation(stations, metrics);
    return metrics;
}

ClosedMetrics approximateMva(const std::vector<ClosedStation>& stations, double users, double thinkTime) {
    ClosedMetrics metrics;
    double fastest = thinkTime;
    double ceiling = INFINITY;
    for (const ClosedStation& station : stations) {
        fastest += station.demand;
        if (station.servers > 0 && station.demand > 0) ceiling = std::min(ceiling, station.servers / station.demand);
    }
    double low = 0;
    double high = std::min(ceiling, fastest > 0 ? users / fastest : ceiling);
    if (!std::isfinite(high)) high = 0;
    for (int step = 0; step < 100 && high - low > 1e-13 * high; ++step) {
        const double middle = (low + high) / 2;
        double cycle = thinkTime;
        for (const ClosedStation& station : stations) cycle += residenceAt(station, middle, users);
        (middle * cycle > users ? high : low) = middle;
    }
    metrics.throughput = high;
    for (const ClosedStation& station : stations) {
        metrics.residence.push_back(residenceAt(station, low, users));
        metrics.inStation.push_back(metrics.throughput * metrics.residence.back());
        metrics.cycleTime += metrics.residence.back();
    }
    fillUtilisation(stations, metrics);
    return metrics;
}

}  // namespace headroom::model
