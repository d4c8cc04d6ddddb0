#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "model/scenario/reader.h"
#include "model/scenario/scenario.h"

namespace headroom::forecast {

/// One thing somebody may do, or that may happen, at once: an option of the command line and its value.
struct WhatIf {
    enum class Kind {
        Scale,       ///< "SERVICE=N"
        Partitions,  ///< "TOPIC=N"
        Kill,        ///< "broker/main/1", as a fault's target
        Set,         ///< "PATH=VALUE"
    };
    Kind kind = Kind::Set;
    std::string value;
};

/// "--scale audit=8".
std::string textOf(const WhatIf& whatIf);

/// What differs from things as they are.
struct Alternative {
    std::string name = "as it is";
    std::vector<model::Setting> settings;    ///< after those of the starting point
    std::vector<std::string> origins;        ///< by setting: the option it comes from, to blame it by
    std::map<std::string, int> replicas;     ///< what services are scaled to
    std::map<std::string, int> podsKilled;   ///< by service
    std::vector<std::string> brokersKilled;  ///< "broker/main/1"
    std::vector<std::string> notes;          ///< what doesn't show in the figures
};

/// All of them together. `scenario` is the trace's own. An error is one sentence for the user that begins with the option; what
/// only reading the scenario with these settings can find is left to the reader.
std::variant<Alternative, std::string> alternativeOf(const std::vector<WhatIf>& whatIfs, const model::Scenario& scenario);

}  // namespace headroom::forecast
