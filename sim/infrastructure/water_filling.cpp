#include "sim/infrastructure/water_filling.h"

namespace headroom::sim {

void waterFill(double cores, std::vector<CpuDemand>& demands) {
    double asked = 0;
    for (const CpuDemand& demand : demands) asked += demand.jobs;
    for (CpuDemand& demand : demands) demand.cores = asked <= cores ? demand.jobs : -1;  // -1: not capped so far
    if (asked <= cores) return;
    for (bool capped = true; capped;) {
        capped = false;
        double weights = 0;
        for (const CpuDemand& demand : demands)
            if (demand.cores < 0) weights += demand.weight;
        const double level = cores / weights;
        for (CpuDemand& demand : demands) {
            if (demand.cores >= 0 || demand.jobs > level * demand.weight) continue;
            demand.cores = demand.jobs;
            cores -= demand.jobs;
            capped = true;
        }
        if (capped) continue;
        for (CpuDemand& demand : demands)
            if (demand.cores < 0) demand.cores = level * demand.weight;
    }
}

}  // namespace headroom::sim
