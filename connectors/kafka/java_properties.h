#pragma once

#include <string>
#include <vector>

namespace headroom::connectors::kafka {

/// A property and where it stands.
struct PropertyLine {
    std::string name;
    std::string value;  ///< may be a secret
    int line = 0;
};

/// Properties, or what is wrong with one of them and its line: never a value, which may be a secret.
struct PropertyLines {
    std::vector<PropertyLine> properties;
    std::string error;
    int line = 0;
};

/// Says in librdkafka's words what Java's client properties say: log-in modules, key and trust stores, which are read from their
/// files. What librdkafka knows stays, in its order; what only concerns Java is left out.
PropertyLines withoutJava(const std::vector<PropertyLine>& properties);

}  // namespace headroom::connectors::kafka
