#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/prometheus/figures.h"

namespace headroom::connectors::prometheus {

/// How one page or server did.
struct SourceState {
    std::string source;          ///< its address, without what may be secret
    std::optional<Error> error;  ///< why it said nothing at this look; repeated while it is left alone
    std::size_t samples = 0;
    std::vector<std::string> remarks;  ///< what was odd in what it said
};

/// What one look at all sources found.
struct Snapshot {
    std::vector<SourceState> sources;      ///< in the order they were given in
    std::vector<ElementFigures> elements;  ///< by kind and name
};

}  // namespace headroom::connectors::prometheus
