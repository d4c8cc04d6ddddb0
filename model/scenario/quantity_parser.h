#pragma once
// Numbers with units, as users write them.

#include <optional>
#include <string>
#include <string_view>

namespace headroom::model {

/// What a number measures. Base units: seconds, per second, bytes, bytes per second, a fraction, a plain number.
enum class Unit { Time, Rate, Size, Bandwidth, Share, Count };

/// Why a text is no quantity of the expected kind.
struct QuantityError {
    std::string message;
    std::string hint;
};

/// A parsed number in base units, or the reason why there is none.
struct QuantityResult {
    std::optional<double> value;
    QuantityError error;
};

/// Reads "200ms", "50k/s", "16KiB", "1Gbit/s", "60%" or "50k" into base units. Refuses negative and unbounded numbers,
/// missing and unknown units, and anything over the kind's largest value.
QuantityResult parseQuantity(std::string_view text, Unit unit);

/// A finite decimal number without unit, sign allowed; absent when the text is anything else.
std::optional<double> parseNumber(std::string_view text);

/// The number in the unit a person would choose: "200ms", "50k/s", "16KiB", "10%".
std::string formatQuantity(double value, Unit unit);

/// The base unit's symbol: "s", "/s", "B", "B/s", "%" or empty.
std::string unitSymbol(Unit unit);

/// What the kind is called, with its article: "a time".
std::string unitName(Unit unit);

/// The text without blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace headroom::model
