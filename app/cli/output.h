#pragma once

#include <string>

#include "app/cli/command_line.h"
#include "app/presentation/report.h"
#include "app/presentation/text_report.h"
#include "model/scenario/scenario.h"
#include "model/trace/error.h"
#include "model/trace/memory_trace.h"

namespace headroom::cli {

/// Exit status for a report: whether expectations hold, or 3 for an interrupted run, which doesn't know.
int statusOf(const presentation::Report& report);

/// Lays the report out in the chosen format and writes it where it was asked for; csv and html also need the trace itself.
/// Returns statusOf(report), or 3 with a message when it can't be written.
int deliver(const presentation::Report& report, const trace::MemoryTrace& trace, const model::Scenario* scenario,
            const ReportChoice& choice);

/// Says why a recording can't be read. Returns 2 where the file is at fault, else 3.
int complainOf(const trace::Error& error);

/// How wide a text is, and whether it is coloured.
presentation::TextStyle styleFor(bool terminal);

}  // namespace headroom::cli
