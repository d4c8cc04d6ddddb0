#pragma once

#include <string>

#include "app/presentation/report.h"

namespace headroom::presentation {

/// The report as one indented JSON object. Figures are in base units
/// (seconds, per second, bytes, shares from 0 to 1); what is unknown is null. The same report gives the same bytes.
std::string jsonReport(const Report& report);

}  // namespace headroom::presentation
