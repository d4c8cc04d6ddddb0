#pragma once

#include <string>
#include <vector>

#include "model/scenario/reader.h"

namespace CLI {
class App;
}

namespace headroom::services {

/// What every bundled process is told of the system it plays a part of. The supervisor passes its own on to its children.
struct PlayOptions {
    std::string scenarioPath;
    model::ReadOptions read;      ///< variant and settings; guesses are at the middle of their ranges
    double loadScale = 1;         ///< of the clients' users and rates
    std::string kafka;            ///< bootstrap servers
    std::string kafkaProperties;  ///< a file of librdkafka's client properties; empty: none
    std::string data;             ///< folder of the SQLite databases that stand in for stores
    std::string database;         ///< URL of the PostgreSQL server for stores of that kind, without a password; empty: none
};

/// Adds the options to a command; those of `into` are its defaults.
void declare(CLI::App& app, PlayOptions& into);
/// The same options as arguments.
std::vector<std::string> arguments(const PlayOptions& options);
/// "2%" or "0.02"; throws CLI::ValidationError on what is neither or not in (0, 100].
double readLoadScale(const std::string& text);

}  // namespace headroom::services
