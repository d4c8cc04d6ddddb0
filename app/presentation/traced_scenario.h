#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/scenario/reader.h"
#include "model/scenario/scenario.h"
#include "model/trace/trace.h"

namespace headroom::presentation {

/// What the scenario of a trace was read with; nothing where the header holds settings that no engine wrote.
std::optional<model::ReadOptions> readOptionsOf(const trace::Header& header);

/// The scenario of a trace as it ran: its text with the settings of its header; nothing where it can't be read any more.
/// Guesses named here are put at these quantiles of their ranges instead.
std::optional<model::Scenario> scenarioOf(const trace::Header& header, const std::map<std::string, double>& guessQuantiles = {});

}  // namespace headroom::presentation
