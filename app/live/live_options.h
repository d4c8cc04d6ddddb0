#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "connectors/bundled/run.h"
#include "connectors/kafka/client_options.h"
#include "connectors/kafka/observer.h"
#include "connectors/kubernetes/access.h"
#include "connectors/prometheus/observer.h"
#include "model/quantities.h"
#include "model/scenario/reader.h"

namespace headroom::live {

enum class Form { Trace, Json };

/// Where metrics are served; port 0: any that is free.
struct MetricsAddress {
    std::string host = "127.0.0.1";
    int port = 0;
};

/// What a session is told on its command line.
struct LiveOptions {
    connectors::kafka::ClientOptions client;
    connectors::kafka::Scope scope;
    std::string scenarioPath;  ///< of the scenario that what is seen is laid over; empty: none
    std::string textPath;      ///< a file whose text is taken in place of the scenario's; empty: its own
    model::ReadOptions read;   ///< how it is taken
    std::string cluster;       ///< which of its Kafka clusters this is; empty: the only one
    std::optional<connectors::prometheus::ObserverOptions> figures;   ///< what tells its metrics; absent: nobody is asked
    std::optional<connectors::kubernetes::AccessOptions> kubernetes;  ///< which cluster is looked at; absent: none
    std::string runNumber;                                            ///< which run of the bundled services; empty: the only one
    std::optional<connectors::bundled::Run> run;                      ///< once it was found, and is what is looked at
    std::string pasted;  ///< a file of kafka-consumer-groups output in place of a cluster; empty: none
    bool once = false;
    bool check = false;  ///< look once, say what there is to see, and end
    Form form = Form::Trace;
    model::Duration interval = model::Duration::seconds(1);
    std::string discoverPath;               ///< where to write a scenario of what is found; empty: nowhere
    bool mayReplace = false;                ///< what is there already
    std::optional<MetricsAddress> metrics;  ///< where to serve them; absent: nowhere
    std::string recordingPath;              ///< empty: none
    bool stream = false;
    bool losslessStream = false;
    bool insists = false;  ///< ends where the first look sees nothing, rather than wait for what may come
};

/// What to print and the exit status, when there is nothing to watch.
struct EarlyExit {
    int status = 0;
    std::string output;
    std::string error;
};

/// "HOST:PORT", ":PORT" and "[ADDRESS]:PORT"; nothing of anything else.
std::optional<MetricsAddress> metricsAddress(std::string_view text);

/// Reads the command line, and the file of client properties it names; status 2 on a bad one, 0 with the help text on --help.
std::variant<LiveOptions, EarlyExit> parseLiveOptions(int argc, const char* const* argv);

}  // namespace headroom::live
