#include "app/presentation/calibration_text.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/presentation/format.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

using calibration::Goodness;
using calibration::Measurement;

std::string probability(double p) {
    return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.2g}", p);
}

/// Thousands apart.
std::string whole(double number) {
    const std::string digits = fmt::format("{:.0f}", number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string wasText(const CalibrationReport& report, const std::string& path) {
    const auto found = report.was.find(path);
    return found == report.was.end() ? "–" : found->second;
}

bool isLoad(const Measurement& measurement) {
    return measurement.what == "arrivals";
}

}  // namespace

std::string goodnessText(const Measurement& measurement) {
    const std::string difference = formatValue(measurement.largestDifference.value_or(0), "%");
    switch (measurement.goodness) {
        case Goodness::Fits: return fmt::format("fits ({})", probability(*measurement.p));
        case Goodness::Close: return fmt::format("close: off by {} at most ({})", difference, probability(*measurement.p));
        case Goodness::Untested: return "untested: too few bins";
        case Goodness::None:
            return measurement.p ? fmt::format("no family fits ({})", probability(*measurement.p)) : "no family fits";
    }
    return "";
}

std::string originText(const Measurement& measurement, const std::string& recording, const std::string& was) {
    const std::string of = fmt::format("{} {} in {}", whole(measurement.count), isLoad(measurement) ? "arrivals" : "times",
                                       std::filesystem::path(recording).filename().string());
    std::string text = fmt::format("{}, by {}", measurement.family, of);
    if (measurement.family == "none")
        text = isLoad(measurement) ? "rate of " + of : fmt::format("shape of {}, which no family fits", of);
    else if (measurement.p)
        text += ", " + probability(*measurement.p);
    return was.empty() ? text : text + "; was " + was;
}

std::string calibrationText(const CalibrationReport& report, std::size_t width) {
    const calibration::Calibration& all = report.calibration;
    std::string text =
        fmt::format("Scenario {}, by {} of {}\n\n", report.scenario, formatValue(all.seconds, "s"), report.recording);
    TextTable table({"parameter", "was", "measured", "mean", "of", "fit"});
    for (const std::size_t left : {1U, 2U, 5U}) table.alignLeft(left);
    for (const std::size_t uncut : {0U, 2U, 5U}) table.keepWhole(uncut);
    for (const Measurement& measurement : all.measured)
        table.add({measurement.path, wasText(report, measurement.path), measurement.value,
                   formatValue(measurement.mean, isLoad(measurement) ? "/s" : "s"), whole(measurement.count),
                   goodnessText(measurement)});
    text += all.measured.empty() ? "Nothing was measured.\n" : table.render(width);
    std::string remarks;
    for (const Measurement& measurement : all.measured)
        for (const std::string& remark : measurement.remarks)
            remarks += wrapped(fmt::format("{}: {}", measurement.path, remark), width, "  ") + "\n";
    if (!remarks.empty()) text += "\nTo know:\n" + remarks;
    if (all.rest.empty()) return text;
    TextTable rest({"stays as it was", "which is", "why"});
    for (const std::size_t left : {1U, 2U}) rest.alignLeft(left);
    for (const calibration::Unmeasured& each : all.rest) rest.add({each.path, wasText(report, each.path), each.why});
    return text + "\n" + rest.render(width);
}

}  // namespace headroom::presentation
