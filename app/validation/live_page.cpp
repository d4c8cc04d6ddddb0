#include "app/validation/live_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::validation {
namespace {

using presentation::formatValue;

const std::string begin = "<!-- measured against predicted: made by ./headroom validate --live -->\n";
const std::string end = "<!-- end of measured against predicted -->\n";

std::string row(const Compared& figure) {
    const std::string band = fmt::format("± {:g} %", figure.band);
    const std::string predicted = formatValue(figure.predicted, figure.unit);
    const auto median = figure.median();
    if (!median) return fmt::format("| {} | {} | not measured | | | {} | |\n", figure.what, predicted, band);
    const auto [least, most] = std::ranges::minmax(figure.measured);
    const std::string spread = fmt::format("{} … {} ({})", formatValue(least, figure.unit), formatValue(most, figure.unit),
                                           presentation::formatCount(figure.measured.size(), "run"));
    const auto difference = figure.difference();
    if (!difference)
        return fmt::format("| {} | {} | {} | {} | | {} | |\n", figure.what, predicted, formatValue(*median, figure.unit), spread,
                           band);
    const bool isInside = std::abs(*difference) * 100 <= figure.band;
    return fmt::format("| {} | {} | {} | {} | {:+.1f} % | {} | {} |\n", figure.what, predicted, formatValue(*median, figure.unit),
                       spread, *difference * 100, band, isInside ? "yes" : "**no**");
}

}  // namespace

std::optional<double> Compared::median() const {
    if (measured.empty()) return std::nullopt;
    std::vector<double> sorted = measured;
    std::ranges::sort(sorted);
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

std::optional<double> Compared::difference() const {
    const auto middle = median();
    if (!middle || !predicted || !(*predicted > 0)) return std::nullopt;
    return *middle / *predicted - 1;
}

std::string liveSectionOf(const std::string& page) {
    const std::size_t from = page.find(begin);
    const std::size_t to = page.find(end, from == std::string::npos ? 0 : from);
    return from == std::string::npos || to == std::string::npos ? "" : page.substr(from, to + end.size() - from);
}

std::string withLiveSection(const std::string& page, const std::string& section) {
    const std::string old = liveSectionOf(page);
    if (section.empty()) return page;
    if (old.empty()) return page + "\n" + section;
    std::string result = page;
    return result.replace(page.find(old), old.size(), section);
}

std::string liveSection(const LivePlan& plan, const std::vector<Compared>& figures, const std::string& calibration,
                        unsigned cores) {
    std::string text = begin;
    text += "## Measured against predicted\n\n";
    text += fmt::format(
        "Made by `./headroom validate --live` on {}; don't edit it. `{}` is played by the bundled services on a real Kafka "
        "broker, "
        "calibrated on one recording at {:g} % of the measured saturation, and predicted from that alone: the simulation has "
        "seen "
        "none of the other runs. Scenario, loads, lengths and bands were committed before the first measurement "
        "(`scenarios/validation/live-queue.plan`). Every measured run has a fresh broker; its begin is left out. The plan asks "
        "for {:g} "
        "runs of each; the table says how many there were.\n\n",
        presentation::formatCount(cores, "core"), plan.scenario(), plan.number("calibration_share") * 100, plan.number("runs"));
    text += "| figure | predicted | measured (median) | from … to | difference | band | inside |\n";
    text += "| --- | ---: | ---: | ---: | ---: | ---: | --- |\n";
    for (const Compared& figure : figures) text += row(figure);
    text += fmt::format(
        "\nLoads are shares of the measured saturation. *Drain time*: from the largest lag after one of four pods was killed "
        "until "
        "at most {:g} records wait; lags are looked at once a second. Latencies are from the journey's begin until the record is "
        "processed; a measured p99 is read off buckets at most 20 % wide. Each window is fifty relaxation times long at least. "
        "Arrivals and times of work are drawn by the scenario's seed, so that all measured runs of a row play the same ones: "
        "*from … to* is what machine and broker make of them, and says nothing of what other arrivals would.\n",
        plan.number("drained"));
    if (!calibration.empty()) text += "\nWhat `./headroom calibrate` made of the recording:\n\n```\n" + calibration + "```\n";
    return text + end;
}

}  // namespace headroom::validation
