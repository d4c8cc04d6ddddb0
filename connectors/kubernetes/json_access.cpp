#include "connectors/kubernetes/json_access.h"

#include <limits>

namespace headroom::connectors::kubernetes {
namespace {

constexpr std::size_t longestText = 1024;

/// Cut between characters, and in one line.
std::string cleaned(const std::string& text) {
    std::string result = text.substr(0, longestText);
    if (result.size() < text.size()) {
        while (!result.empty() && (static_cast<unsigned char>(text[result.size()]) & 0xC0U) == 0x80U) result.pop_back();
        result += "…";
    }
    for (char& c : result)
        if ((c >= 0 && c < ' ') || c == '\x7f') c = ' ';
    return result;
}

}  // namespace

const Json* find(const Json& object, std::initializer_list<const char*> path) {
    const Json* at = &object;
    for (const char* key : path) {
        if (!at->is_object()) return nullptr;
        const auto next = at->find(key);
        if (next == at->end()) return nullptr;
        at = &*next;
    }
    return at;
}

std::string textAt(const Json& object, std::initializer_list<const char*> path) {
    const Json* value = find(object, path);
    return value != nullptr && value->is_string() ? cleaned(value->get_ref<const std::string&>()) : std::string{};
}

std::optional<std::int64_t> integerAt(const Json& object, std::initializer_list<const char*> path) {
    const Json* value = find(object, path);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    if (value->is_number_unsigned() &&
        value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    const auto number = value->get<std::int64_t>();
    return number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<int> countAt(const Json& object, std::initializer_list<const char*> path) {
    const auto number = integerAt(object, path);
    if (!number || *number > std::numeric_limits<int>::max()) return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<bool> flagAt(const Json& object, std::initializer_list<const char*> path) {
    const Json* value = find(object, path);
    return value != nullptr && value->is_boolean() ? std::optional(value->get<bool>()) : std::nullopt;
}

bool hasAt(const Json& object, std::initializer_list<const char*> path) {
    const Json* value = find(object, path);
    return value != nullptr && !value->is_null();
}

std::map<std::string, std::string> textsAt(const Json& object, std::initializer_list<const char*> path) {
    std::map<std::string, std::string> texts;
    const Json* value = find(object, path);
    if (value == nullptr || !value->is_object()) return texts;
    for (const auto& [key, text] : value->items())
        if (text.is_string()) texts[cleaned(key)] = cleaned(text.get_ref<const std::string&>());
    return texts;
}

std::vector<const Json*> objectsAt(const Json& object, std::initializer_list<const char*> path) {
    std::vector<const Json*> objects;
    const Json* value = find(object, path);
    if (value == nullptr || !value->is_array()) return objects;
    for (const Json& item : *value)
        if (item.is_object()) objects.push_back(&item);
    return objects;
}

}  // namespace headroom::connectors::kubernetes
