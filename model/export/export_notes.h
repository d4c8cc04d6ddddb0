#pragma once

#include <string>
#include <vector>

#include "model/export/export_plan.h"

namespace headroom::model {

/// What of the scenario has no equivalent in any deployment of the bundled services, or must be known of it; one sentence each.
std::vector<std::string> commonNotes(const Scenario& scenario, const ExportPlan& plan);

/// Names joined by commas.
std::string joined(const std::vector<std::string>& names);

/// The text as lines of at most so many characters, broken at blanks; further ones are indented.
std::string wrappedLines(const std::string& text, std::size_t width, const std::string& indent);

/// What every made file begins with, as a comment: where it comes from and, if there are any, the notes.
std::string headerOf(const std::string& target, const std::string& source, const std::vector<std::string>& notes);

}  // namespace headroom::model
