#pragma once
// Exact formulas of queueing theory, as pure functions: oracles of the statistical tests and parts of the analysis.
// Rates are per second, times in seconds. Sources: Kleinrock, Queueing Systems I; Harchol-Balter, Performance Modeling and
// Design of Computer Systems; Reiser and Lavenberg (1980) for mean value analysis.

#include <cstddef>
#include <vector>

namespace headroom::model {

/// Steady state of one station. Mean times are infinite when the station is overloaded and loses nothing.
struct QueueMetrics {
    double utilisation = 0;  ///< busy share of a server
    double throughput = 0;   ///< departures that were served, per second
    double inSystem = 0;     ///< mean number waiting and in service
    double inQueue = 0;      ///< mean number waiting
    double response = 0;     ///< mean time from arrival to departure of those served, seconds
    double waiting = 0;      ///< mean time before service, seconds
    double blocking = 0;     ///< probability that an arrival is refused
};

/// The share of arrivals refused by `servers` servers without a queue at `offered` = lambda / mu erlangs (M/G/c/c).
double erlangB(int servers, double offered);

/// The probability that an arrival waits in M/M/c; 1 when overloaded.
double erlangC(int servers, double offered);

QueueMetrics mm1(double arrivalRate, double serviceRate);
QueueMetrics mmc(double arrivalRate, double serviceRate, int servers);
/// Constant service time, one server, first come first served.
QueueMetrics md1(double arrivalRate, double serviceTime);
/// Pollaczek-Khinchine: one server, first come first served, service of the given squared coefficient of variation.
QueueMetrics mg1(double arrivalRate, double serviceTime, double squaredVariation);
/// One server shared equally; depends on the service time's mean only. `waiting` is the delay beyond the service time.
QueueMetrics mg1ProcessorSharing(double arrivalRate, double serviceTime);
/// At most `capacity` in the system, the one in service included; further arrivals are lost.
QueueMetrics mm1k(double arrivalRate, double serviceRate, int capacity);
/// At most `capacity` >= servers in the system.
QueueMetrics mmck(double arrivalRate, double serviceRate, int servers, int capacity);

/// Mean waiting time of an M/G/c queue, approximately: Sakasegawa's M/M/c formula times (1 + cv^2)/2. Exact for one server and
/// exponential service. `servers` may be fractional; infinite when overloaded.
double approximateWait(double arrivalRate, double serviceTime, double servers, double squaredVariation);

/// A station of an open Jackson network.
struct JacksonStation {
    double externalRate = 0;  ///< arrivals from outside, per second
    double serviceRate = 1;   ///< of one server, per second
    int servers = 1;
    std::vector<double> routing;  ///< probability of going on to each station; the rest leaves
};

/// Every station's metrics in an open Jackson network; throws std::logic_error when the routing never lets anything leave.
std::vector<QueueMetrics> jackson(const std::vector<JacksonStation>& stations);

/// A station of a closed product-form network.
struct ClosedStation {
    double demand = 0;  ///< visits times service time a cycle, seconds
    int servers = 1;    ///< 0: an infinite server, a pure delay
};

struct ClosedMetrics {
    double throughput = 0;            ///< cycles per second
    double cycleTime = 0;             ///< time in the stations a cycle, without thinking, seconds
    std::vector<double> residence;    ///< by station, seconds a cycle
    std::vector<double> inStation;    ///< mean number, by station
    std::vector<double> utilisation;  ///< busy share of a server; of a delay, the mean number in it
};

/// Exact mean value analysis of `users` customers that think for `thinkTime` between cycles (load-dependent recursion, so
/// several servers are exact as well). Cost: users^2 per station of several servers, users per other station.
ClosedMetrics exactMva(const std::vector<ClosedStation>& stations, int users, double thinkTime);

/// The arrival theorem with Schweitzer's estimate, and Sakasegawa's exponent for several servers: cost independent of `users`.
ClosedMetrics approximateMva(const std::vector<ClosedStation>& stations, double users, double thinkTime);

/// Waiting time a visit at a station of `servers` servers, `load` = utilisation of a server, seen by one of a population of
/// which an arrival meets the share `seen` (1 open, (N-1)/N closed). Infinite when load > 1 or seen * load >= 1.
double populationWait(double serviceTime, double servers, double load, double seen);

}  // namespace headroom::model
