#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/forecast/what_if.h"

namespace headroom::cli {

/// What the process's exit status says.
enum ExitStatus : int {
    AllHold = 0,
    ExpectationFails = 1,
    BadInput = 2,
    BadEnvironment = 3,
};

enum class Format { Text, Json, Csv, Html };

/// How a scenario is taken: as the engine takes it.
struct ScenarioChoice {
    std::string path;
    std::string variant;
    std::vector<std::string> settings;  ///< "PATH=VALUE"
};

/// Where a report goes.
struct ReportChoice {
    Format format = Format::Text;
    std::string output;  ///< empty: standard output
};

struct CheckOptions {
    ScenarioChoice scenario;
    std::optional<double> load;  ///< factor of the load
};

struct ExplainOptions {
    ScenarioChoice scenario;
    std::string path;  ///< only values at or below it; empty: all
};

struct RunOptions {
    ScenarioChoice scenario;
    std::optional<std::uint64_t> seed;
    std::string duration;
    double loadScale = 1;  ///< of the clients' users and rates
    int replications = 1;
    std::optional<double> precision;  ///< relative half-width every expectation must reach
    std::string infrastructure = "native";
    std::string recording;
    bool stream = false;
    ReportChoice report;
};

struct PlayOptions {
    std::string recording;
    bool stream = false;
    double speed = 0;  ///< simulated seconds a second; 0: as fast as possible
};

/// How a live deployment is watched.
struct LiveOptions {
    ScenarioChoice scenario;  ///< that what is seen is laid over; without a path: none
    std::string cluster;      ///< which of its Kafka clusters this is
    std::string kafka;        ///< bootstrap servers
    std::string properties;   ///< file of client properties; empty: none
    std::vector<std::string> groups;
    std::vector<std::string> topics;
    std::string pasted;                   ///< file of kafka-consumer-groups output in place of a cluster
    std::string discovery;                ///< file to write a scenario of what is found into; empty: none
    bool force = false;                   ///< even if there is one
    std::string run;                      ///< which run of the bundled services, by its process' number; empty: the only one
    std::vector<std::string> figures;     ///< options and values that say who tells metrics, as they were given
    std::vector<std::string> kubernetes;  ///< options and values that say which Kubernetes cluster is watched; empty: none
    std::string metrics;                  ///< "HOST:PORT" to serve metrics at
    bool once = false;
    bool check = false;  ///< only whether there is something to see
    Format format = Format::Text;
    std::string interval;
    std::string timeout;  ///< of each answer
    std::string recording;
    bool stream = false;
    bool predict = false;  ///< simulate the present load beside it
};

/// How a scenario is played for real. Texts are as they were given: the supervisor reads them.
struct UpOptions {
    ScenarioChoice scenario;
    std::string loadScale;   ///< empty: all of the load
    std::string kafka;       ///< bootstrap servers; empty: an embedded broker
    std::string properties;  ///< file of client properties; empty: none
    std::string database;    ///< URL of a PostgreSQL server; empty: SQLite stand-ins
    std::string length;      ///< empty: until interrupted
    std::string log;         ///< file; empty: in the run's folder
    bool withoutFaults = false;
    bool keepsData = false;
    std::string audit;  ///< folder; empty: nobody keeps a ledger
};

/// How a scenario becomes files that deploy it.
struct ExportOptions {
    ScenarioChoice scenario;
    std::string target;              ///< "kubernetes" or "compose"
    std::string folder;              ///< empty: called after the scenario and the target
    std::string loadScale = "100%";  ///< as it was given
    bool force = false;              ///< even if there is something in the folder
};

/// What becomes of a recorded state, or of what is watched.
struct ForecastOptions {
    std::string recording;  ///< empty: a deployment is watched
    LiveOptions live;       ///< which, over which scenario; without a scenario: none
    double watch = 0;       ///< seconds; 0: until its load is known well enough
    std::string at;         ///< instant of the recording; empty: its last frame
    std::string group;      ///< empty: the one furthest behind
    std::vector<forecast::WhatIf> whatIfs;
    double length = 0;  ///< seconds to simulate; 0: long enough to drain
    bool quick = false;
    int replications = 19;  ///< the fewest whose smallest and largest value hold another run's with 90 %
    std::optional<std::uint64_t> seed;
    Format format = Format::Text;

    bool isLive() const { return !live.scenario.path.empty(); }
};

/// What a live session's recording says of its scenario.
struct CalibrateOptions {
    std::string recording;
    std::string output;  ///< file for the scenario; empty: called after it
    bool force = false;  ///< even if there is one
    double from = 0;     ///< seconds; what was before is left out
};

struct ReportOptions {
    std::string recording;
    ReportChoice report;
};

/// What to print and the exit status, when there is nothing to do.
struct EarlyExit {
    int status = 0;
    std::string output;
    std::string error;
};

using CommandLine = std::variant<CheckOptions, ExplainOptions, RunOptions, PlayOptions, ReportOptions, LiveOptions, UpOptions,
                                 ExportOptions, ForecastOptions, CalibrateOptions, EarlyExit>;

/// Reads the command line of headroom; status 2 on a bad one, 0 with a help text.
CommandLine parseCommandLine(int argc, const char* const* argv);

}  // namespace headroom::cli
