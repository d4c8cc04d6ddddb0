// The speed of the static analysis: what `headroom check` and its ranking of guesses wait for. Reported, not asserted.
//
// Times are of the process's CPU, the best of five rounds, so that a busy machine lies less. Prints one JSON object a line.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

#include "model/analysis/headroom.h"
#include "model/scenario/reader.h"

namespace headroom::model {
namespace {

double cpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Seconds of one call; the best of five rounds of `calls`.
template <class Work>
double secondsOf(int calls, Work work) {
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const double begun = cpuSeconds();
        for (int i = 0; i < calls; ++i) work();
        best = std::min(best, (cpuSeconds() - begun) / calls);
    }
    return best;
}

void report(const std::string& variant, const char* what, double seconds) {
    std::printf("{\"bench\": \"%s\", \"variant\": \"%s\", \"milliseconds\": %.3f}\n", what, variant.c_str(), 1e3 * seconds);
}

void benchVariant(const std::string& variant) {
    ReadOptions options;
    options.variant = variant;
    const std::string path = HEADROOM_SOURCES "/scenarios/transaction-platform.yaml";
    const ReadResult read = readScenario(path, options);
    if (!read.scenario) return;
    report(variant, "read", secondsOf(20, [&] { readScenario(path, options); }));
    report(variant, "analyse at 2x", secondsOf(20, [&] { analyse(*read.scenario, 2); }));
    AnalysisOptions twice;
    twice.loadFactor = 2;
    report(variant, "utilisation at 2x", secondsOf(20, [&] { analyseUtilisation(*read.scenario, twice); }));
}

}  // namespace
}  // namespace headroom::model

int main() {
    headroom::model::benchVariant("");
    headroom::model::benchVariant("peak");
}
