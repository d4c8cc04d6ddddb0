#include "tests/gui/bench/measure.h"

#include <sys/resource.h>

#include <QFile>
#include <algorithm>

namespace headroom::bench {
namespace {

double secondsOf(const rusage& used) {
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double secondsOf(int who) {
    rusage used{};
    getrusage(who, &used);
    return secondsOf(used);
}

/// A line "VmRSS:   123 kB" of /proc/self/status.
double statusMB(const char* name) {
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').value(0).toDouble() * 1024 / 1e6;
    return 0;
}

}  // namespace

double milliseconds(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
}

double ownSeconds() {
    return secondsOf(RUSAGE_SELF);
}

double childrenSeconds() {
    return secondsOf(RUSAGE_CHILDREN);
}

std::optional<Spent> spentBy(qint64 process, double wall) {
    QFile file(QStringLiteral("/proc/%1/schedstat").arg(process));
    if (process == 0 || !file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QList<QByteArray> fields = file.readAll().simplified().split(' ');
    // What has ended and was not waited for yet has spent nothing.
    if (fields.size() < 2 || fields[0].toLongLong() == 0) return std::nullopt;
    return Spent{wall, fields[0].toDouble() * 1e-9, fields[1].toDouble() * 1e-9};
}

double residentMB() {
    return statusMB("VmRSS");
}

double peakResidentMB() {
    return statusMB("VmHWM");
}

double loadAverage() {
    QFile file(QStringLiteral("/proc/loadavg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toDouble() : 0;
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace headroom::bench
