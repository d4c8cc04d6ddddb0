#include "model/trace/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace headroom::trace {
namespace {

using nlohmann::json;

[[noreturn]] void expected(const char* what, const char* type) {
    throw BadField{fmt::format("{}: expected {}", what, type)};
}

}  // namespace

Fields::Fields(const json& object) : m_object(object) {
    if (!object.is_object()) throw BadField{"expected a JSON object"};
}

const json& Fields::required(const char* name) const {
    const auto found = m_object.find(name);
    if (found == m_object.end()) throw BadField{fmt::format("{} is missing", name)};
    return *found;
}

std::string Fields::text(const char* name) const {
    if (!has(name)) return {};
    const json& value = required(name);
    if (!value.is_string()) expected(name, "a text");
    return value.get<std::string>();
}

std::int64_t Fields::integer(const char* name) const {
    const json& value = required(name);
    if (!value.is_number_integer()) expected(name, "an integer");
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        expected(name, "an integer below 2^63");
    return value.get<std::int64_t>();
}

std::uint64_t Fields::natural(const char* name) const {
    return naturalOf(required(name), name);
}
std::uint32_t Fields::index(const char* name) const {
    return indexOf(required(name), name);
}
double Fields::real(const char* name) const {
    return realOf(required(name), name);
}

std::uint64_t Fields::identifier(const char* name) const {
    const std::string digits = text(name);
    std::uint64_t value = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (has(name) && (failure != std::errc{} || digits.size() != 16 || end != digits.data() + 16))
        expected(name, "16 hexadecimal digits");
    return value;
}

bool Fields::flag(const char* name) const {
    if (!has(name)) return false;
    const json& value = required(name);
    if (!value.is_boolean()) expected(name, "true or false");
    return value.get<bool>();
}

const json& Fields::array(const char* name) const {
    static const json none = json::array();
    if (!has(name)) return none;
    const json& value = required(name);
    if (!value.is_array()) expected(name, "an array");
    return value;
}

const json& Fields::object(const char* name) const {
    static const json none = json::object();
    if (!has(name)) return none;
    const json& value = required(name);
    if (!value.is_object()) expected(name, "an object");
    return value;
}

std::uint64_t naturalOf(const json& value, const char* what) {
    if (!value.is_number_unsigned()) expected(what, "a natural number");
    return value.get<std::uint64_t>();
}

std::uint32_t indexOf(const json& value, const char* what) {
    const std::uint64_t wide = naturalOf(value, what);
    if (wide >= std::numeric_limits<std::uint32_t>::max()) expected(what, "an index below 2^32 - 1");
    return static_cast<std::uint32_t>(wide);
}

double realOf(const json& value, const char* what) {
    if (value.is_number()) return value.get<double>();
    if (value == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (value == "Infinity") return std::numeric_limits<double>::infinity();
    if (value == "-Infinity") return -std::numeric_limits<double>::infinity();
    expected(what, "a number");
}

SeriesKind seriesKindOf(const std::string& text) {
    if (text == "counter") return SeriesKind::Counter;
    if (text == "gauge") return SeriesKind::Gauge;
    if (text == "latency") return SeriesKind::Latency;
    throw BadField{fmt::format("unknown kind of series '{}'", text)};
}

Reason reasonOf(const json& object) {
    const Fields fields(object);
    Reason reason{fields.text("rule"), {}, fields.text("result"), fields.text("sentence"), fields.text("source")};
    for (const json& entry : fields.array("inputs")) {
        const Fields input(entry);
        ReasonValue value{input.text("name"), 0.0, input.text("unit")};
        if (input.has("number"))
            value.value = input.real("number");
        else
            value.value = input.text("text");
        reason.inputs.push_back(std::move(value));
    }
    return reason;
}

int nestingDepth(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '[' || c == '{')) {
            deepest = std::max(deepest, ++depth);
        } else if (!quoted && (c == ']' || c == '}')) {
            --depth;
        }
    }
    return deepest;
}

std::optional<Error> checkSchema(const std::string& version) {
    int major = 0;
    const char* last = version.data() + version.size();
    const auto [end, failure] = std::from_chars(version.data(), last, major);
    if (failure != std::errc{} || end == last || *end != '.' || major < 1)
        return Error{Error::Kind::Malformed, fmt::format("'{}' is no version of the trace schema", version), false};
    if (major > schemaMajor)
        return Error{Error::Kind::TooNew,
                     fmt::format("the trace has schema {}, this program reads up to {}.x", version, schemaMajor), false};
    return std::nullopt;
}

}  // namespace headroom::trace
