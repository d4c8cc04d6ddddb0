#pragma once
// What the parts of a cluster are called in a trace.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace headroom::connectors::kafka {

/// An element that there is before anything was seen of it.
struct KnownElement {
    std::string kind;
    std::string name;
    std::string parent;  ///< id
};

struct ElementNames {
    std::string cluster{};
    std::vector<KnownElement> known{};                  ///< parents first
    std::map<std::int32_t, std::string> brokers{};      ///< others go by their numbers
    std::map<std::string, std::string> groupParents{};  ///< ids by group; other groups belong to the cluster
};

}  // namespace headroom::connectors::kafka
