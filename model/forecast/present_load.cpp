#include "model/forecast/present_load.h"

#include <algorithm>
#include <cmath>

#include "model/forecast/load_text.h"
#include "model/forecast/watch_progress.h"

namespace headroom::forecast {
namespace {

bool hasLeft(const ClientLoad& then, const ClientLoad& now) {
    const double error = std::hypot(then.factor * then.relativeError, now.factor * now.relativeError);
    return std::abs(now.factor - then.factor) > std::max(2 * error, loadPrecision * then.factor);
}

}  // namespace

PresentLoad presentLoad(const ObservedState& state, const model::Scenario& scenario, model::Duration warmup, double loadScale) {
    ObservedState empty = state;
    for (ObservedGroup& group : empty.groups)
        for (ObservedLag& lag : group.lags) lag.records = 0;
    const StartingPoint start = startingPoint(empty, scenario);
    PresentLoad load;
    load.settings = start.settings;
    for (model::Setting& setting : load.settings)
        if (setting.path == "warmup") setting.value = numberText(warmup.toSeconds()) + "s";
    load.settings.push_back({"frame", "1s"});
    for (const model::Setting& setting : loadSettings(start, empty, scenario, {{}, 0, loadScale}))
        load.settings.push_back(setting);
    load.loads = start.loads;
    load.notes = start.notes;
    for (const ObservedService& service : state.services)
        if (service.ready) load.replicas[service.service] = *service.ready;
    load.brokersDown = state.brokersDown;
    return load;
}

bool hasLeft(const PresentLoad& then, const PresentLoad& now) {
    if (then.replicas != now.replicas || then.brokersDown != now.brokersDown) return true;
    return !std::ranges::equal(then.loads, now.loads,
                               [](const ClientLoad& one, const ClientLoad& other) { return !hasLeft(one, other); });
}

}  // namespace headroom::forecast
