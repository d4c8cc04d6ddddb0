#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/scenario/source_node.h"

namespace headroom::model {

/// A scenario as a text that needs no other file but its tables of numbers. Files, variant and settings are in place. It reads
/// back to the same scenario, and has nothing that has no effect on it: no passwords or addresses of files that were pointed to.
struct ResolvedText {
    std::string scenario;
    std::map<std::string, std::string> tables;  ///< by file name, for empirical() and replay()
};

/// What a binding of a source tree found out on its way.
struct BindingFindings {
    struct Table {
        const SourceNode* node;      ///< the scalar that names it
        std::string written;         ///< its path there
        std::string path;            ///< of the file
        std::vector<double> values;  ///< in base units
    };
    std::set<const SourceNode*> leftOut;  ///< without effect, or given otherwise by a variant or setting
    std::set<const SourceNode*> groups;   ///< mappings that are nothing without what is in them
    std::vector<Table> tables;
};

/// The tree, bound without an error, as a text without comments.
ResolvedText resolvedText(const SourceNode& root, const BindingFindings& findings);

}  // namespace headroom::model
