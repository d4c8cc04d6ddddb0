#include "services/execution/work.h"

#include <cerrno>
#include <ctime>

namespace headroom::services {

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t clockNs(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * second + time.tv_nsec;
}

const std::int64_t began = clockNs(CLOCK_MONOTONIC);

}  // namespace

model::Instant now() {
    return {clockNs(CLOCK_MONOTONIC) - began};
}

std::int64_t wallClockNs() {
    return clockNs(CLOCK_REALTIME);
}

void burn(model::Duration work) {
    if (work.ns <= 0) return;
    const std::int64_t end = clockNs(CLOCK_THREAD_CPUTIME_ID) + work.ns;
    while (clockNs(CLOCK_THREAD_CPUTIME_ID) < end) {
    }
}

void rest(model::Duration time) {
    if (time.ns > 0) restUntil(now() + time);
}

void restUntil(model::Instant until) {
    const std::int64_t at = began + until.ns;
    const timespec time{at / second, at % second};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr) == EINTR) {
    }
}

}  // namespace headroom::services
