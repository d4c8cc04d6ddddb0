#pragma once
// Typed access to the fields of a parsed line. Internal to the trace library: nothing of it leaves a .cpp.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "model/trace/error.h"
#include "model/trace/trace.h"

namespace headroom::trace {

/// Thrown by Fields when a field is missing or of the wrong type; the readers turn it into an Error.
struct BadField {
    std::string message;
};

/// The fields of one JSON object. Absent texts are empty and absent optional numbers 0; wrong types throw BadField.
class Fields {
public:
    explicit Fields(const nlohmann::json& object);

    std::string text(const char* name) const;
    std::int64_t integer(const char* name) const;
    std::uint64_t natural(const char* name) const;
    std::uint32_t index(const char* name) const;
    double real(const char* name) const;
    std::uint64_t identifier(const char* name) const;  ///< 16 hexadecimal digits; absent: 0
    bool flag(const char* name) const;

    std::int64_t integerOrZero(const char* name) const { return has(name) ? integer(name) : 0; }
    std::uint64_t naturalOrZero(const char* name) const { return has(name) ? natural(name) : 0; }
    double realOrZero(const char* name) const { return has(name) ? real(name) : 0; }

    bool has(const char* name) const { return m_object.contains(name); }
    const nlohmann::json& array(const char* name) const;   ///< absent: an empty array
    const nlohmann::json& object(const char* name) const;  ///< absent: an empty object

private:
    const nlohmann::json& required(const char* name) const;

    const nlohmann::json& m_object;
};

/// One element of an array; throws BadField.
std::uint64_t naturalOf(const nlohmann::json& value, const char* what);
std::uint32_t indexOf(const nlohmann::json& value, const char* what);
double realOf(const nlohmann::json& value, const char* what);

/// Throws BadField.
SeriesKind seriesKindOf(const std::string& text);
Reason reasonOf(const nlohmann::json& object);

/// How deep objects and arrays nest outside strings, without parsing.
int nestingDepth(std::string_view json);

/// Refuses a schema version that isn't "<major>.<minor>" (Malformed) or has a larger major (TooNew).
std::optional<Error> checkSchema(const std::string& version);

}  // namespace headroom::trace
