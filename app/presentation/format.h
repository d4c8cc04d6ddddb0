#pragma once
// Values as a person reads them: three significant digits, SI prefix, unit.

#include <optional>
#include <string>
#include <vector>

#include "model/quantities.h"

namespace headroom::presentation {

/// "48.2 k/s", "3.40 ms", "87.1 %" (a share, unit "%"), "1.50 MiB", "12.0 k records"; unit "1" or "" prints none.
/// "–" for NaN, "∞" for infinite.
std::string formatValue(double value, const std::string& unit);
std::string formatValue(const std::optional<double>& value, const std::string& unit);

/// The unit as machines read it: a share's value lies in [0, 1], so its unit is "1" and not "%".
std::string machineUnit(const std::string& unit);

/// "48.2 k/s ± 1.10 k/s"; without an interval the value alone.
std::string formatInterval(double value, const std::optional<double>& halfWidth, const std::string& unit);

/// "1.25 ± 0.05", a pure number and its standard error; what was counted has an error of 0 and stands alone.
std::string formatEstimate(double value, double standardError);

/// A simulated instant on a clock that fits the run: "12.3 s", "08:05", "1:02:03".
std::string formatClock(model::Instant instant);

/// A number of things with its noun: "1 pod", "3 pods".
std::string formatCount(std::size_t count, const std::string& singular);

/// Columns a UTF-8 text takes on a terminal, every code point one wide.
std::size_t displayWidth(const std::string& text);
/// Padded with blanks to so many columns; longer texts are cut with "…".
std::string padded(const std::string& text, std::size_t width, bool alignRight = false);
/// Cut into lines of at most so many columns, at blanks where there are any; "80 %" stays together.
std::string wrapped(const std::string& text, std::size_t width, const std::string& indent);
/// The lines of the same without indent, with words longer than a line cut into several. `width` is above 0.
std::vector<std::string> brokenLines(const std::string& text, std::size_t width);

}  // namespace headroom::presentation
