#pragma once

#include <optional>
#include <string>

#include "model/quantities.h"
#include "services/process/play_options.h"

namespace CLI {
class App;
}

namespace headroom::services {

/// The command line of headroom-service up.
struct UpOptions {
    PlayOptions play;
    std::optional<model::Duration> length;  ///< --for
    bool hasFaults = true;
    bool keepsData = false;
    std::string audit;    ///< folder of the clients' ledgers; empty: none are kept
    std::string log;      ///< file of all processes' lines; empty: in the run's folder
    std::string program;  ///< what plays pods and clients; empty: this one
    double speed = 1;
};

/// Adds the options to a command.
void declare(CLI::App& app, UpOptions& into);

}  // namespace headroom::services
