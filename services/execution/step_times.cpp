#include "services/execution/step_times.h"

#include <ctime>

#include "model/calibration/own_steps.h"

namespace headroom::services {

model::Duration processorTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return model::Duration{time.tv_sec * 1'000'000'000 + time.tv_nsec};
}

StepTimes::StepTimes(const model::Service& service, Metrics& metrics) {
    const Registry::Family family{"headroom_step_duration_seconds",
                                  "What a step of the service's own took: processor time, or waiting"};
    for (const calibration::OwnStep& own : calibration::ownSteps(service))
        m_histograms.emplace(own.step, metrics.registry().histogram(
                                           family, {{"headroom_step", own.path}, {"headroom_work", own.isCpu ? "cpu" : "wait"}}));
}

void StepTimes::observe(const model::Step& step, model::Duration took) const {
    const auto found = m_histograms.find(&step);
    // An instrument is a reference to what is shared.
    if (found != m_histograms.end()) DurationHistogram(found->second).observe(took);
}

}  // namespace headroom::services
