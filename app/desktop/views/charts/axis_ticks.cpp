#include "app/desktop/views/charts/axis_ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::views {
namespace {

constexpr std::array timeSteps{0.1,  0.2,  0.5,   1.0,   2.0,   5.0,   10.0,  15.0,   30.0,   60.0,    120.0,
                               300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 43200.0, 86400.0};

bool isWhole(const std::string& unit) {
    return unit == "pods" || unit == "breakers" || unit == "records" || unit == "requests";
}

/// Words stand once beside the title; a share needs no decimals on an axis.
QString valueText(double value, const std::string& unit) {
    if (unit == "%") return QStringLiteral("%1 %").arg(value * 100);
    return QString::fromStdString(presentation::formatValue(value, isWhole(unit) ? std::string() : unit));
}

/// 1, 2, 2.5 or 5 times a power of ten (of two for bytes).
double niceStep(double rough, const std::string& unit) {
    if (isWhole(unit)) rough = std::max(rough, 1.0);
    double base = 1;
    if (unit == "B" || unit == "B/s")
        while (base * 1024 <= rough) base *= 1024;
    const double power = base * std::pow(10, std::floor(std::log10(rough / base)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        const double step = factor * power;
        if (step >= rough * 0.999 && !(isWhole(unit) && step != std::floor(step))) return step;
    }
    return 10 * power;
}

double timeStep(double rough) {
    const auto* found = std::ranges::find_if(timeSteps, [&](double step) { return step >= rough * 0.999; });
    return found == timeSteps.end() ? timeSteps.back() * std::ceil(rough / timeSteps.back()) : *found;
}

/// Whole seconds are written without decimals on an axis.
QString clockText(double seconds, double step) {
    if (seconds < 60 && step >= 30) return QStringLiteral("00:%1").arg(std::lround(seconds), 2, 10, QLatin1Char('0'));
    if (seconds < 60 && step >= 1) return QStringLiteral("%1 s").arg(std::lround(seconds));
    return QString::fromStdString(presentation::formatClock(model::Instant::start() + model::Duration::fromSeconds(seconds)));
}

}  // namespace

std::vector<Tick> valueTicks(double least, double greatest, const std::string& unit, int most) {
    const double low = std::min(0.0, std::isfinite(least) ? least : 0.0);
    const double high = std::isfinite(greatest) && greatest > low ? greatest : low + (unit == "%" ? 0.1 : 1);
    const double step = niceStep((high - low) / std::max(1, most), unit);
    std::vector<Tick> ticks;
    const auto first = static_cast<long long>(std::floor(low / step + 1e-9));
    const auto last = static_cast<long long>(std::ceil(high / step - 1e-9));
    for (long long i = first; i <= last; ++i) {
        const double value = static_cast<double>(i) * step;
        ticks.push_back({value, valueText(value, unit)});
    }
    return ticks;
}

std::vector<Tick> timeTicks(const TimeSpan& span, int most) {
    std::vector<Tick> ticks;
    if (!(span.length() > 0)) return ticks;
    const double step = timeStep(span.length() / std::max(1, most));
    for (auto i = static_cast<long long>(std::ceil(span.from / step - 1e-9)); static_cast<double>(i) * step <= span.to + 1e-9; ++i)
        ticks.push_back({static_cast<double>(i) * step, clockText(static_cast<double>(i) * step, step)});
    return ticks;
}

QString unitBesideTitle(const std::string& unit) {
    return isWhole(unit) ? QString::fromStdString(unit) : QString();
}

double roundedUpSeconds(double seconds) {
    const double step = timeStep(std::max(seconds, 1.0) / 4);
    return std::ceil(seconds / step - 1e-9) * step;
}

}  // namespace headroom::views
