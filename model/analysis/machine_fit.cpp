#include "model/analysis/machine_fit.h"

#include <array>

#include "model/analysis/flow_balance.h"

namespace headroom::model {

namespace {

constexpr double leastShare = 1e-6;

double coresAt(const Scenario& scenario, const Machine& machine, double share) {
    AnalysisOptions options;
    options.loadFactor = share;
    const FlowBalance flows = balanceFlows(scenario, options);
    double cores = 0;
    for (const auto& [service, seconds] : flows.cpuSeconds) cores += seconds;
    for (const ActivityFlow& activity : flows.activities) cores += activity.perSecond * machine.secondsPerStep;
    return cores;
}

}  // namespace

MachineFit fitToMachine(const Scenario& scenario, const Machine& machine) {
    const double there = machine.cores * machine.usableShare;
    MachineFit fit{coresAt(scenario, machine, 1), {}};
    if (fit.coresNeeded <= there) return fit;
    constexpr std::array<double, 3> steps{5, 2, 1};
    double unit = 0.1;
    for (; unit > leastShare; unit /= 10) {
        for (const double step : steps)
            if (coresAt(scenario, machine, step * unit) <= there) return {fit.coresNeeded, step * unit};
    }
    fit.fittingShare = unit;
    return fit;
}

}  // namespace headroom::model
