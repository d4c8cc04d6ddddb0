#pragma once
// Parts of JSON that others wrote: what isn't there, or is of another type, is unknown. Internal: names nlohmann's library.

#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace headroom::connectors::kubernetes {

using Json = nlohmann::json;

/// The value at the end of a path of keys; null where there is none.
const Json* find(const Json& object, std::initializer_list<const char*> path);

/// Without control characters, of a sensible length; empty where it isn't a text.
std::string textAt(const Json& object, std::initializer_list<const char*> path);

/// Whole numbers of the API, which are never negative.
std::optional<int> countAt(const Json& object, std::initializer_list<const char*> path);
std::optional<std::int64_t> integerAt(const Json& object, std::initializer_list<const char*> path);
std::optional<bool> flagAt(const Json& object, std::initializer_list<const char*> path);
/// Whether something is there, even if it is of no use.
bool hasAt(const Json& object, std::initializer_list<const char*> path);
/// Those pairs that are texts.
std::map<std::string, std::string> textsAt(const Json& object, std::initializer_list<const char*> path);
/// The items of a list that are objects; none of what is no list.
std::vector<const Json*> objectsAt(const Json& object, std::initializer_list<const char*> path);

}  // namespace headroom::connectors::kubernetes
