#pragma once

#include <optional>
#include <string>
#include <variant>

#include "app/cli/command_line.h"
#include "model/forecast/observed_state.h"
#include "model/scenario/reader.h"
#include "model/trace/memory_trace.h"
#include "model/trace/trace.h"

namespace headroom::cli {

/// What a forecast begins with.
struct ForecastSource {
    std::string name;               ///< in messages: the recording's file, or the scenario's that was watched
    std::optional<double> watched;  ///< seconds, of a deployment that was watched for this; absent: it was recorded
    trace::Header header;
    model::ReadOptions reading;  ///< as the header's scenario was read
    model::Scenario scenario;
    forecast::ObservedState state;
};

/// The state in a recording at the instant that was asked for, reading no more of it than that takes; or an exit status, said
/// why.
std::variant<ForecastSource, int> readForecastSource(const ForecastOptions& options);

/// Header, and the scenario as it is there; nothing, said why, where there is none. `name` is what the trace is called.
std::optional<ForecastSource> sourceOf(const trace::Header& header, const std::string& name);

/// What is wrong with the group that was asked for; empty where it is one of the scenario's, or none was.
std::string complaintOfGroup(const ForecastOptions& options, const forecast::ObservedState& state);

}  // namespace headroom::cli
