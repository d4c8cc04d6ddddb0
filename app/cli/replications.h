#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command_line.h"
#include "app/cli/engine_process.h"
#include "app/presentation/report.h"
#include "model/trace/memory_trace.h"

namespace headroom::cli {

/// One engine's run, read to its end.
struct FinishedRun {
    trace::MemoryTrace trace;
    EngineEnd end;
    std::string readError;  ///< why the stream stopped making sense, if it did
};

/// The engine's arguments for replication `number`: seed + number, and from 1 on its own draws of the guesses.
std::vector<std::string> engineArguments(const RunOptions& options, std::uint64_t seed, int number);

/// Runs one engine; `progress` is called as frames arrive. With `passOn`, its stream goes to standard output too.
FinishedRun runEngine(const std::vector<std::string>& arguments, bool passOn,
                      const std::function<void(const trace::MemoryTrace&)>& progress);

/// Does work(number) for every number from `begin` up to `end`, one a core at a time, until somebody interrupts the program;
/// `show` is told, on the calling thread, how many are done.
void sideBySide(int begin, int end, const std::function<void(int)>& work, const std::function<void(int)>& show);

/// Replications as they were asked for, some at a time.
struct ReplicationResult {
    std::vector<presentation::Report> reports;  ///< in the order of their numbers
    std::optional<FinishedRun> first;           ///< with its trace
    EngineEnd failure;                          ///< the first engine that failed
};

/// Runs engines side by side, one a core; stops at the number asked for, or with a precision, when every expectation's
/// interval is narrow enough or there are 100.
ReplicationResult runReplications(const RunOptions& options, std::uint64_t seed);

}  // namespace headroom::cli
