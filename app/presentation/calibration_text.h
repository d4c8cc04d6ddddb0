#pragma once

#include <map>
#include <string>

#include "model/calibration/calibration.h"

namespace headroom::presentation {

/// A calibration as it is shown.
struct CalibrationReport {
    std::string recording;
    std::string scenario;
    calibration::Calibration calibration;
    std::map<std::string, std::string> was;  ///< by path, as it is written; nothing where nobody wrote it
};

/// "fits (p = 0.31)", "close: differs by 0.8 % at most, which is no chance (p < 0.001)".
std::string goodnessText(const calibration::Measurement& measurement);
/// What stands beside a value that was fitted: "lognormal, by 15,023 times in 40.headroom, p = 0.31; was 20ms".
std::string originText(const calibration::Measurement& measurement, const std::string& recording, const std::string& was);
/// Parameter, was, measured, of how many, fit and its goodness; remarks; and what stays as it was.
std::string calibrationText(const CalibrationReport& report, std::size_t width);

}  // namespace headroom::presentation
