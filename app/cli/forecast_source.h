#pragma once

#include <variant>

#include "app/cli/command_line.h"
#include "model/forecast/observed_state.h"
#include "model/scenario/reader.h"
#include "model/trace/trace.h"

namespace headroom::cli {

/// What a forecast begins with.
struct ForecastSource {
    trace::Header header;
    model::ReadOptions reading;  ///< as the header's scenario was read
    model::Scenario scenario;
    forecast::ObservedState state;
};

/// The state in a recording at the instant that was asked for, reading no more of it than that takes; or an exit status, said
/// why.
std::variant<ForecastSource, int> readForecastSource(const ForecastOptions& options);

}  // namespace headroom::cli
