#include "services/metrics/process_usage.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace headroom::services {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double secondsOf(clockid_t clock) {
    timespec time{};
    if (clock_gettime(clock, &time) != 0) return unknown;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Fields of proc(5)'s stat from the third one on; the second, the program's name, may contain anything.
std::vector<double> statFields() {
    std::ifstream file("/proc/self/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string state;
    rest >> state;
    return {std::istream_iterator<double>(rest), {}};
}

}  // namespace

ProcessUsage processUsage() {
    constexpr std::size_t threads = 20 - 4;
    constexpr std::size_t start = 22 - 4;
    constexpr std::size_t resident = 24 - 4;
    ProcessUsage usage{secondsOf(CLOCK_PROCESS_CPUTIME_ID), unknown, unknown, unknown};
    const std::vector<double> fields = statFields();
    if (fields.size() <= resident) return usage;
    usage.threads = fields[threads];
    usage.residentBytes = fields[resident] * static_cast<double>(sysconf(_SC_PAGESIZE));
    const double sinceBoot = fields[start] / static_cast<double>(sysconf(_SC_CLK_TCK));
    usage.startSeconds = secondsOf(CLOCK_REALTIME) - secondsOf(CLOCK_BOOTTIME) + sinceBoot;
    return usage;
}

}  // namespace headroom::services
