#pragma once

#include <string>
#include <vector>

#include "model/text/document.h"

namespace headroom::views {

/// One leaf of a mapping of dotted names, or a mapping on the way to some.
struct FlatEntry {
    std::string name;  ///< dotted, in the ecosystem's own spelling
    std::string path;  ///< of the document
    const model::Node* node = nullptr;
    model::ByteRange range;  ///< with its key
    bool isLeaf = true;
};

/// Names nested or dotted, as one list in the order of the text. With `asSpring`, names are spelt as Spring's own documents do.
class FlatProperties {
public:
    FlatProperties(const model::Node* mapping, const std::string& path, bool asSpring);

    const std::vector<FlatEntry>& all() const { return m_entries; }
    const FlatEntry* find(const std::string& name) const;
    /// A mapping on the way to names; null where they are written in one.
    const FlatEntry* findMapping(const std::string& name) const;
    /// Where a name that isn't there would be written: inside the deepest mapping that holds its neighbours.
    std::string pathFor(const std::string& name) const;
    /// The names of what stands under a prefix, in order: "resilience4j.retry.instances" → "ledger".
    std::vector<std::string> childrenOf(const std::string& prefix) const;

private:
    void collect(const model::Node& mapping, const std::string& prefix, const std::string& path, bool asSpring);
    std::string m_path;
    std::vector<FlatEntry> m_entries;
};

}  // namespace headroom::views
