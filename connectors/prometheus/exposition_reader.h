#pragma once

#include <string>
#include <string_view>

#include "connectors/prometheus/exposition.h"
#include "model/diagnostics.h"
#include "model/result.h"

namespace headroom::connectors::prometheus {

enum class ExpositionFormat {
    Text,         ///< Prometheus' text format 0.0.4: timestamps are milliseconds
    OpenMetrics,  ///< 1.0: timestamps are seconds; "# EOF" says that all of it is there
};

/// Why a text is no exposition, and where.
struct ExpositionError {
    model::SourcePosition position;
    std::string message;
};

/// Reads a whole exposition, or refuses it as Prometheus does: half of one would be figures that are too small. Types that aren't
/// known count as unknown; comments, CRLF, several blanks and a trailing comma among labels are taken as they come. A series that
/// is there twice counts as it stands first; a last line without its line feed doesn't count, for it may be cut. Both are
/// remarked on. More than half a million series are refused.
model::Result<Exposition, ExpositionError> readExposition(std::string_view text, ExpositionFormat format);

}  // namespace headroom::connectors::prometheus
