#pragma once
// What a run of `headroom up` tells others of itself, in a run.json of its folder; docs/services.md has its fields.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"

namespace headroom::connectors::bundled {

/// A process that tells its metrics.
struct RunningProcess {
    std::string name;     ///< "transaction-0", "clients"
    std::string service;  ///< empty: it plays clients
    std::string address;  ///< "127.0.0.1:34567"
};

struct Run {
    std::filesystem::path file;  ///< that told it
    std::string scenario;        ///< its file, absolute
    std::string variant;
    std::vector<std::string> settings;  ///< "PATH=VALUE", beyond the variant
    std::string loadScale;              ///< "0.02"; "1" where nothing was scaled
    std::string kafka;                  ///< bootstrap servers
    std::string kafkaProperties;        ///< a file; empty: none
    bool isEmbedded = false;
    bool isServing = false;
    std::vector<RunningProcess> processes;
};

/// Where runs have their folders: $XDG_RUNTIME_DIR/headroom, else a folder of this user's among the temporary ones.
std::filesystem::path runsFolder();

/// What the run.json in a run's folder tells; an error where there is none, it isn't one, or the process it is of has ended.
Result<Run> readRun(const std::filesystem::path& file);

/// All runs under way whose processes live, by process number.
std::vector<Run> findRuns(const std::filesystem::path& folder);

/// The one run of a scenario; an error says why it can't be told, or isn't one.
Result<Run> findRunOf(const std::filesystem::path& scenario, const std::filesystem::path& folder);

}  // namespace headroom::connectors::bundled
