#pragma once

#include <string>
#include <variant>
#include <vector>

#include "connectors/kafka/client_options.h"
#include "connectors/kafka/observer.h"
#include "model/quantities.h"

namespace headroom::live {

enum class Form { Trace, Json };

/// What a session is told on its command line.
struct LiveOptions {
    connectors::kafka::ClientOptions client;
    connectors::kafka::Scope scope;
    std::string pasted;  ///< a file of kafka-consumer-groups output in place of a cluster; empty: none
    bool once = false;
    Form form = Form::Trace;
    model::Duration interval = model::Duration::seconds(1);
    std::string recordingPath;  ///< empty: none
    bool stream = false;
    bool losslessStream = false;
};

/// What to print and the exit status, when there is nothing to watch.
struct EarlyExit {
    int status = 0;
    std::string output;
    std::string error;
};

/// Reads the command line, and the file of client properties it names; status 2 on a bad one, 0 with the help text on --help.
std::variant<LiveOptions, EarlyExit> parseLiveOptions(int argc, const char* const* argv);

}  // namespace headroom::live
