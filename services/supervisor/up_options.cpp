#include "services/supervisor/up_options.h"

#include <CLI/CLI.hpp>

#include "model/scenario/quantity_parser.h"

namespace headroom::services {

namespace {

constexpr double fastestClock = 1e6;

model::Duration readLength(const std::string& text) {
    const model::QuantityResult value = model::parseQuantity(text, model::Unit::Time);
    if (!value.value) throw CLI::ValidationError("--for", value.error.message);
    if (*value.value <= 0) throw CLI::ValidationError("--for", "'" + text + "' is no time at all");
    return model::Duration::fromSeconds(*value.value);
}

}  // namespace

void declare(CLI::App& app, UpOptions& into) {
    declare(app, into.play);
    const auto length = [&into](const std::string& text) { into.length = readLength(text); };
    app.add_option_function<std::string>("--for", length, "End after this time of serving, such as 90s");
    app.add_flag("!--no-faults", into.hasFaults, "Leave out the scenario's faults");
    app.add_flag("--keep-data", into.keepsData, "Leave the run's folder behind: databases and log");
    app.add_option("--audit", into.audit, "Folder of ledgers: what clients asked for and were answered, a line each");
    app.add_option("--log", into.log, "What all processes say, into this file");
    // For tests: hidden from the help.
    app.add_option("--pod-program", into.program)->group("");
    app.add_option("--clock-speed", into.speed)->check(CLI::Range(1.0, fastestClock))->group("");
}

}  // namespace headroom::services
